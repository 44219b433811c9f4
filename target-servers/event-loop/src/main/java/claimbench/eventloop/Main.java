package claimbench.eventloop;

import claimbench.runtime.ServerProcess;

/** The process of this target. */
public final class Main {
    private Main() {}

    /** Runs until told to stop: see {@link ServerProcess}. */
    public static void main(String[] args) {
        ServerProcess.main(EventLoopServer.NAME, new EventLoopOptions(), args, EventLoopServer::start);
    }
}
