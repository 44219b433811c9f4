package claimbench.virtualthreads;

import claimbench.runtime.ServerProcess;

/** The process of this target. */
public final class Main {
    private Main() {}

    /** Runs until told to stop: see {@link ServerProcess}. */
    public static void main(String[] args) {
        ServerProcess.main(VirtualThreadsServer.NAME, new VirtualThreadsOptions(), args, VirtualThreadsServer::start);
    }
}
