package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.kit.Check.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What keeps the kit from checking a server is said once, with what to do about it. */
class ServerContractTest {

    @Test
    void nobodyAtTheAddressIsSaid() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + BrokenServersTest.freePort());

        assertThatExceptionOfType(KitException.class)
                .isThrownBy(() -> run(nobody, BrokenServersTest.freePort(), "routes"))
                .withMessageStartingWith("nothing answers at " + nobody);
    }

    @Test
    void upstreamsPlaceThatIsTakenIsSaidWithTheRemedy() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(KitException.class)
                    .isThrownBy(() -> run(URI.create("http://127.0.0.1:1"), taken.getLocalPort(), "routes"))
                    .withMessageContaining("port " + taken.getLocalPort() + ": the port is in use")
                    .withMessageContaining("--upstream-port");
        }
    }

    @Test
    void serverThatCallsAnotherUpstreamIsTold() throws Exception {
        URI elsewhere = URI.create("http://127.0.0.1:" + BrokenServersTest.freePort());
        int upstreamPort = BrokenServersTest.freePort();
        try (ReferenceServer server = ReferenceServer.start(elsewhere, true, Fault.NONE)) {
            List<Check> checks = run(server.base(), upstreamPort, "retry");

            assertThat(checks)
                    .filteredOn(check -> check.outcome() != Outcome.OK)
                    .isNotEmpty()
                    .allMatch(check -> check.outcome() == Outcome.IMPEDED)
                    .allMatch(check -> check.reason().contains("--upstream http://127.0.0.1:" + upstreamPort));
        }
    }

    @Test
    void serverWithoutDatabaseIsTold() throws Exception {
        int upstreamPort = BrokenServersTest.freePort();
        URI upstream = URI.create("http://127.0.0.1:" + upstreamPort);
        try (ReferenceServer server = ReferenceServer.start(upstream, false, Fault.NONE)) {
            List<Check> checks = run(server.base(), upstreamPort, "users: user is the row");

            assertThat(checks)
                    .singleElement()
                    .matches(check -> check.outcome() == Outcome.IMPEDED)
                    .matches(check -> check.reason().contains("claimbench serve database"));
        }
    }

    @Test
    void commandThatIsNoServerIsSaid() {
        assertThatExceptionOfType(KitException.class)
                .isThrownBy(() -> run(Subject.startedBy(List.of("/no/such/program"), null), "routes"))
                .withMessageContaining("/no/such/program");
    }

    private static List<Check> run(URI url, int upstreamPort, String filter) throws Exception {
        return run(Subject.running(url, upstreamPort), filter);
    }

    /** On a thread of its own, which does not know that it is inside a test already. */
    private static List<Check> run(Subject subject, String filter) throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(() -> Kit.run(subject, name -> name.startsWith(filter), false, facet -> {}))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
