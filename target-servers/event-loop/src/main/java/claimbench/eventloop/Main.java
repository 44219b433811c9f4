package claimbench.eventloop;

import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerProcess;
import java.io.IOException;

/** The process of this target. */
public final class Main {
    private Main() {}

    /** Runs until told to stop: see {@link ServerProcess}. */
    public static void main(String[] args) {
        ServerProcess.main(EventLoopServer.NAME, new EventLoopOptions(), args, Main::start);
    }

    private static RunningServer start(EventLoopOptions options) throws IOException {
        return options.startsWorkers() ? Workers.start(options) : EventLoopServer.start(options);
    }
}
