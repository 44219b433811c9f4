package claimbench.reactive;

import claimbench.runtime.ServerOptions;
import claimbench.runtime.ServerProcess;

/** The reactive target's process. */
public final class Main {
    private Main() {}

    /** Serves until told to stop; see {@link ServerProcess} for options, the ready line and exit codes. */
    public static void main(String[] args) {
        ServerProcess.main(
                ReactiveServer.NAME,
                new ServerOptions(),
                args,
                options -> ReactiveServer.start(options.host(), options.port(), options.upstream()));
    }
}
