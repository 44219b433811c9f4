package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import claimbench.kit.Check.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps the kit from checking a server is said once, with what to do about it. */
class ServerContractTest {

    @AfterEach
    void waitAsUsual() {
        System.clearProperty(Patience.PROPERTY);
    }

    @Test
    void nobodyAtTheAddressIsSaid() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.choose());

        assertThatExceptionOfType(KitException.class)
                .isThrownBy(() -> run(nobody, FreePort.choose(), "routes"))
                .withMessageStartingWith("nothing answers at " + nobody);
    }

    @Test
    void hostThatIsNotThereIsSaid() {
        URI nowhere = URI.create("http://no.such.host.invalid:80");

        assertThatExceptionOfType(KitException.class)
                .isThrownBy(() -> run(nowhere, FreePort.choose(), "routes"))
                .withMessage("nothing answers at " + nowhere + ": unknown host");
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
        URI elsewhere = URI.create("http://127.0.0.1:" + FreePort.choose());
        int upstreamPort = FreePort.choose();
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
        int upstreamPort = FreePort.choose();
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
    void serverThatIsStartedIsCheckedToItsEnd() throws Exception {
        assertThat(run(ReferenceMain.subject(Fault.NONE), "shutdown"))
                .hasSizeGreaterThan(4)
                .allMatch(check -> check.outcome() == Outcome.OK);
    }

    @Test
    void commandThatIsNoServerIsSaid() {
        assertThatExceptionOfType(KitException.class)
                .isThrownBy(() -> run(Subject.startedBy(List.of("/no/such/program"), null), "routes"))
                .withMessageContaining("/no/such/program");
    }

    @Test
    void serverThatNeverAnswersIsSaid() throws Exception {
        System.setProperty(Patience.PROPERTY, "500");
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(KitException.class)
                    .isThrownBy(() -> run(url(mute), FreePort.choose(), "routes"))
                    .withMessageStartingWith(
                            "the server at " + url(mute) + " accepts a connection, but does not answer");
        }
    }

    @Test
    void whatIsNotHttpIsSaid() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write("SSH-2.0-Other\r\n".getBytes(StandardCharsets.US_ASCII));
                    // To its end: to close before that would be a reset.
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The kit has seen enough.
                }
            });

            assertThatExceptionOfType(KitException.class)
                    .isThrownBy(() -> run(url(other), FreePort.choose(), "routes"))
                    .withMessageStartingWith("what answers at " + url(other) + " is not HTTP/1.1")
                    .withMessageContaining("SSH-2.0-Other");
        }
    }

    @Test
    void serverThatDiesInMidRunIsAskedForNothingMore() throws Exception {
        int upstreamPort = FreePort.choose();
        try (ReferenceServer server = reference(upstreamPort)) {
            Runnable ends = () -> end(server);
            List<Check> checks = run(
                    Subject.running(server.base(), upstreamPort),
                    check -> check.startsWith("routes: health") || check.startsWith("users: "),
                    facet -> ends.run());

            assertThat(checks)
                    .filteredOn(check -> check.facet().equals("routes"))
                    .allMatch(ServerContractTest::isOk);
            assertOnlyFirstHasFailed(checks, "nothing accepts connections at " + server.base() + " any more");
        }
    }

    @Test
    void serverThatHangsInMidRunIsWaitedForNoMore() throws Exception {
        int upstreamPort = FreePort.choose();
        List<ServerSocket> mute = new ArrayList<>();
        try (ReferenceServer server = reference(upstreamPort)) {
            Runnable ends = () -> end(server);
            List<Check> checks = run(
                    Subject.running(server.base(), upstreamPort),
                    check -> check.startsWith("routes: health") || check.startsWith("users: "),
                    facet -> {
                        if (mute.isEmpty()) {
                            ends.run();
                            mute.add(listening(server.base().getPort()));
                            // All before that is given the time that it takes.
                            System.setProperty(Patience.PROPERTY, "1000");
                        }
                    });

            assertThat(checks)
                    .filteredOn(check -> check.facet().equals("routes"))
                    .allMatch(ServerContractTest::isOk);
            assertOnlyFirstHasFailed(checks, "is not answered within 1.0 s any more");
        } finally {
            for (ServerSocket socket : mute) {
                socket.close();
            }
        }
    }

    private static void assertOnlyFirstHasFailed(List<Check> checks, String reason) {
        List<Check> users =
                checks.stream().filter(check -> check.facet().equals("users")).toList();
        assertThat(users).hasSizeGreaterThan(2);
        assertThat(users.getFirst().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(users.getFirst().failures())
                .as("one case has found it out; %s", users)
                .hasSize(1);
        assertThat(users.subList(1, users.size()))
                .allMatch(check -> check.outcome() == Outcome.IMPEDED)
                .allMatch(check -> check.reason().contains(reason));
    }

    @Test
    void failureAtTheEndIsARowBesideTheResults() throws Exception {
        try (ReferenceServer server = reference(FreePort.choose())) {
            List<List<Check>> told = new ArrayList<>();
            // Ended by SIGTERM as the kit's process, it leaves with another code than zero.
            List<Check> checks = run(
                    Subject.startedBy(
                            List.of("sh", "-c", "echo ready reference " + server.base() + "; exec cat", "server"),
                            null),
                    check -> check.startsWith("routes: "),
                    told::add);

            assertThat(checks).hasSizeGreaterThan(2);
            assertThat(checks.subList(0, checks.size() - 1)).allMatch(ServerContractTest::isOk);
            assertThat(checks.getLast())
                    .matches(check -> check.facet().equals(Results.RUN) && check.outcome() == Outcome.FAILED);
            assertThat(checks.getLast().failures())
                    .singleElement()
                    .extracting(Check.Failure::expected)
                    .asString()
                    .contains("the exit code of a server that was told to end");
            assertThat(told).as("what is told").hasSize(2).last().isEqualTo(List.of(checks.getLast()));
        }
    }

    @Test
    void commandThatEndsAtOnceIsSaid() {
        assertThatExceptionOfType(KitException.class)
                .isThrownBy(() -> run(Subject.startedBy(List.of("true"), null), "routes"))
                .withMessageContaining("has ended");
    }

    @Test
    void questionWhetherTheServerIsStillThereIsNotShownAsTheChecksOwn() throws Exception {
        int upstreamPort = FreePort.choose();
        try (ReferenceServer server = reference(upstreamPort)) {
            var contract = new ServerContract(Subject.running(server.base(), upstreamPort));
            contract.startTarget();
            try {
                contract.lookAgain();
            } finally {
                contract.stopTarget();
            }

            var failure = new AssertionError("of a check that has sent nothing on this thread");
            Transcript.add(failure);
            assertThat(Transcript.Conversation.of(failure)).isEmpty();
        }
    }

    @Test
    void whatWasAwaitedInVainIsSaidWithoutClasses() throws Exception {
        System.setProperty(Patience.PROPERTY, "3000");
        int upstreamPort = FreePort.choose();
        URI upstream = URI.create("http://127.0.0.1:" + upstreamPort);
        try (ReferenceServer server = ReferenceServer.start(upstream, true, Fault.NOBODY_IS_A_FAILURE)) {
            List<Check> checks = run(server.base(), upstreamPort, "metrics of work: work is counted");

            assertThat(checks)
                    .singleElement()
                    .extracting(Check::failures, list(Check.Failure.class))
                    .anyMatch(failure -> failure.expected().startsWith("[requests"))
                    .noneMatch(failure -> failure.expected().contains("claimbench.kit"));
        }
    }

    private static ReferenceServer reference(int upstreamPort) throws IOException {
        return ReferenceServer.start(URI.create("http://127.0.0.1:" + upstreamPort), true, Fault.NONE);
    }

    /** Ends it for good: for a moment after its end the port may still take a connection, which nobody will serve. */
    private static void end(ReferenceServer server) {
        server.close();
        RawConnection.awaitRefusal(server.base());
    }

    private static URI url(ServerSocket socket) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private static ServerSocket listening(int port) {
        try {
            // With room for a crowd, which is to wait for answers and not for connections.
            return new ServerSocket(port, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOk(Check check) {
        return check.outcome() == Outcome.OK;
    }

    private static List<Check> run(URI url, int upstreamPort, String filter) throws Exception {
        return run(Subject.running(url, upstreamPort), filter);
    }

    private static List<Check> run(Subject subject, String filter) throws Exception {
        return run(subject, name -> name.startsWith(filter), facet -> {});
    }

    /** On a thread of its own, which does not know that it is inside a test already. */
    private static List<Check> run(Subject subject, Predicate<String> filter, Consumer<List<Check>> done)
            throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(() -> Kit.run(subject, filter, false, done)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
