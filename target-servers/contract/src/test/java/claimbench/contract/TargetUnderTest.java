package claimbench.contract;

import java.io.IOException;
import java.net.URI;

/** What the tests of the contract need of the target that they test. */
interface TargetUnderTest {

    /** A new connection to the target that all tests of a class share. */
    RawConnection connect() throws IOException;

    /** The upstream of that target. */
    ScriptedUpstream upstream();

    /**
     * Starts a target in this JVM, on a free port.
     *
     * @param upstream scheme, host and port of the upstream
     */
    StartedServer startServer(URI upstream) throws Exception;

    /** One GET on a connection of its own. */
    default RawResponse get(String target) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.exchange(target);
        }
    }
}
