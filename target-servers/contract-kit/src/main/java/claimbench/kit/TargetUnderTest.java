package claimbench.kit;

import java.io.IOException;
import java.net.URI;

/** What the tests of the contract need of the target that they test. */
interface TargetUnderTest {
    /** Scheme, host and port of the target that all tests of a class share. */
    URI targetBase();

    /** A new connection to the target that all tests of a class share. */
    RawConnection connect() throws IOException;

    /** The upstream of that target. */
    ScriptedUpstream upstream();

    /** The database of that target. */
    URI database();

    /**
     * Starts another target of the same kind, on a free port. Ends the test as not run where that can't be done.
     *
     * @param upstream scheme, host and port of the upstream
     * @param database where PostgreSQL is, as {@code postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE}
     */
    StartedServer startServer(URI upstream, URI database) throws Exception;

    /** Whether that target runs in the JVM of its tests. */
    default boolean inThisJvm() {
        return true;
    }

    /** Ends a test as not run where the target is known not to reach its upstream. */
    default void needsUpstream() {}

    /** Ends a test as not run where the target is known not to reach its database. */
    default void needsDatabase() {}

    /** One GET on a connection of its own. */
    default RawResponse get(String target) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.exchange(target);
        }
    }

    /** One POST of a body on a connection of its own. */
    default RawResponse post(String target, String body) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(target, body));
            return connection.read();
        }
    }

    /** The value of a gauge that has one series with these labels, each as {@code name="value"}. */
    default double gauge(String name, String... labels) throws IOException {
        return Meters.of(this).one(name, labels);
    }
}
