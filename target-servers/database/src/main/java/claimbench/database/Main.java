package claimbench.database;

import claimbench.runtime.ServerProcess;

/** The database's process. */
public final class Main {
    private Main() {}

    /** Runs until told to stop; see {@link ServerProcess} for the ready line and exit codes. */
    public static void main(String[] args) {
        ServerProcess.main(EmbeddedDatabase.NAME, new DatabaseOptions(), args, options -> {
            var own = options.own();
            return own.isPresent()
                    ? OwnDatabase.prepare(own.get())
                    : EmbeddedDatabase.start(options.host(), options.port());
        });
    }
}
