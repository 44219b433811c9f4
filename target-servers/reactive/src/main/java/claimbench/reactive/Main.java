package claimbench.reactive;

import claimbench.runtime.OffLoadOptions;
import claimbench.runtime.ServerProcess;
import io.netty.util.ResourceLeakDetector;

/** The reactive target's process. */
public final class Main {
    private Main() {}

    /** Serves until told to stop; see {@link ServerProcess} for options, the ready line and exit codes. */
    public static void main(String[] args) {
        // Netty's search for leaks samples every 128th buffer; no control of ours pays for it, so the target does not
        // either. Its tests do.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        ServerProcess.main(ReactiveServer.NAME, new OffLoadOptions(), args, ReactiveServer::start);
    }
}
