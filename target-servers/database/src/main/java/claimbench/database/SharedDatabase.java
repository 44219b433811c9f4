package claimbench.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * One database for all tests of a JVM, since starting one takes seconds: started when it is first asked for, gone with the
 * JVM. Tests must not count on rows that others may have added. Thread-safe.
 */
public final class SharedDatabase {
    private SharedDatabase() {}

    private static final class Started {
        static final EmbeddedDatabase DATABASE = start();

        private static EmbeddedDatabase start() {
            try {
                return EmbeddedDatabase.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where it answers. */
    public static URI url() {
        return URI.create(Started.DATABASE.url().toString());
    }
}
