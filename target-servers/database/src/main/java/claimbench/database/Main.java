package claimbench.database;

import claimbench.runtime.ServerProcess;

/** The database's process. */
public final class Main {
    /** First word of a line before the ready line: the rest is {@link EmbeddedDatabase#pid}. */
    static final String POSTMASTER = "postmaster";

    private Main() {}

    /** Runs until told to stop; see {@link ServerProcess} for the ready line and exit codes. */
    public static void main(String[] args) {
        ServerProcess.main(EmbeddedDatabase.NAME, new DatabaseOptions(), args, options -> {
            var own = options.own();
            if (own.isPresent()) {
                return OwnDatabase.prepare(own.get());
            }
            var embedded = EmbeddedDatabase.start(options.host(), options.port());
            System.out.println(POSTMASTER + " " + embedded.pid());
            return embedded;
        });
    }
}
