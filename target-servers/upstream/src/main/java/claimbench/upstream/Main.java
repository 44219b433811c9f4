package claimbench.upstream;

import claimbench.runtime.ServerProcess;

/** The upstream's process. */
public final class Main {
    private Main() {}

    /** Serves until told to stop; see {@link ServerProcess} for options, the ready line and exit codes. */
    public static void main(String[] args) {
        ServerProcess.main(
                UpstreamServer.NAME,
                new UpstreamOptions(),
                args,
                options -> UpstreamServer.start(options.host(), options.port(), options.fault()));
    }
}
