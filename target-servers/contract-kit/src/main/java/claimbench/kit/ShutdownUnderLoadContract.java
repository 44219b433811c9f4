package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import claimbench.contract.TokensRequest;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of a server that has its hands full: what was taken on is brought to its end. */
@Facet("shutdown under load")
interface ShutdownUnderLoadContract extends TargetUnderTest {
    int REQUESTS = 100;
    int STREAMS = 30;
    int TOKENS = 3;

    int MAILERS = 17;
    int MAILS_EACH = 30;

    Duration BACKGROUND_WATCHED = Duration.ofMillis(500);

    /** Longer than a server may take to finish what is in flight, and then its background. */
    int END_SECONDS_MAX = 30;

    @Test
    default void everyRequestInFlightIsAnswered() throws Exception {
        try (StartedServer server = startServer(upstream().base(), database());
                var clients = new Clients(server.base())) {
            upstream().will(Behaviour.HOLD);
            List<RawConnection> requests = clients.request(REQUESTS);
            upstream().awaitHeld(REQUESTS);
            CompletableFuture<Void> closed = beginEnd(server);
            upstream().release();
            assertAllAnswered(requests);
            awaitEnd(closed);
        }
    }

    @Test
    default void streamInFlightIsBroughtToItsEnd() throws Exception {
        try (StartedServer server = startServer(upstream().base(), database());
                var clients = new Clients(server.base())) {
            upstream().willStep(1);
            List<ChunkedBody> stream = clients.openStreams(1);
            CompletableFuture<Void> closed = beginEnd(server);
            upstream().allow(TOKENS);
            assertAllComeToTheirEnds(stream);
            awaitEnd(closed);
        }
    }

    @Test
    default void mailsInTheBackgroundAreSentBeforeTheEnd() throws Exception {
        needsDatabase();
        try (StartedServer server = startServer(upstream().base(), database())) {
            upstream().holdMails();
            List<Integer> accepted = beginMails(server);
            CompletableFuture<Void> closed = beginEnd(server);
            assertWaitsForItsBackground(closed);
            upstream().releaseMails();
            awaitEnd(closed);
            assertAllSent(accepted);
        }
    }

    @Test
    default void serverWithItsHandsFullFinishesEverything() throws Exception {
        needsDatabase();
        try (StartedServer server = startServer(upstream().base(), database());
                var clients = new Clients(server.base())) {
            upstream().willStepAndHold(1);
            List<ChunkedBody> streams = clients.openStreams(STREAMS);
            List<RawConnection> requests = clients.request(REQUESTS);
            upstream().awaitHeld(REQUESTS);
            upstream().holdMails();
            List<Integer> accepted = beginMails(server);
            CompletableFuture<Void> closed = beginEnd(server);
            upstream().release();
            assertAllComeToTheirEnds(streams);
            assertAllAnswered(requests);
            assertWaitsForItsBackground(closed);
            upstream().releaseMails();
            awaitEnd(closed);
            assertAllSent(accepted);
        }
    }

    /** Connections to a server that is about to end. */
    final class Clients implements AutoCloseable {
        private final URI base;
        private final List<RawConnection> connections = new ArrayList<>();

        private Clients(URI base) {
            this.base = base;
        }

        private RawConnection send(String target) throws IOException {
            var connection = new RawConnection(base);
            connections.add(connection);
            connection.send(RawConnection.get(target));
            return connection;
        }

        private List<RawConnection> request(int clients) throws IOException {
            List<RawConnection> requests = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                requests.add(send(
                        client % 2 == 0 ? "/fanout?calls=1&mode=concurrent&ms=0" : "/deadline?timeout-ms=30000&ms=0"));
            }
            return requests;
        }

        /** Streams whose first token has come. */
        private List<ChunkedBody> openStreams(int clients) throws IOException {
            List<ChunkedBody> streams = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                RawConnection connection = send("/answer?tokens=" + TOKENS + "&gap-ms=0&mode=stream");
                assertThat(connection.readHead().status()).isEqualTo(200);
                ChunkedBody body = connection.body();
                body.read(TokensRequest.event(0).length);
                streams.add(body);
            }
            return streams;
        }

        @Override
        public void close() throws IOException {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }

    /** More mails than are sent at one time: some of them wait. By many clients, whom several loops share. */
    private static List<Integer> beginMails(StartedServer server) throws Exception {
        List<Integer> accepted = Crowd.of(MAILERS, () -> new RawConnection(server.base()))
                .ask((client, connection) -> {
                    List<Integer> own = new ArrayList<>();
                    for (int mail = 0; mail < MAILS_EACH; mail++) {
                        connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
                        own.add(NewUserContract.assertCreated(connection.read()));
                    }
                    return own;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        assertThat(accepted).hasSizeGreaterThan(ServerLimits.BACKGROUND_TASKS);
        return accepted;
    }

    /** Tells the server to end, and returns when it has begun to. */
    private static CompletableFuture<Void> beginEnd(StartedServer server) {
        var closed = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            try {
                server.close();
                closed.complete(null);
            } catch (RuntimeException | AssertionError e) {
                closed.completeExceptionally(e);
            }
        });
        RawConnection.awaitRefusal(server.base());
        return closed;
    }

    /** A mail that is dropped is dropped soon: long before a server may lose its patience. */
    private void assertWaitsForItsBackground(CompletableFuture<Void> closed) throws InterruptedException {
        upstream().awaitHeld();
        await("a server that is to end waits for its background, and gives none of its mails up")
                .during(BACKGROUND_WATCHED)
                .atMost(Patience.max())
                .until(() -> !closed.isDone() && upstream().abandoned() == 0);
    }

    private static void awaitEnd(CompletableFuture<Void> closed) throws Exception {
        closed.get(END_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static void assertAllAnswered(List<RawConnection> requests) throws IOException {
        for (RawConnection request : requests) {
            assertThat(request.read().status())
                    .as("a request in flight is answered before the server ends")
                    .isEqualTo(200);
            assertThat(request.isClosedByServer()).isTrue();
        }
    }

    private static void assertAllComeToTheirEnds(List<ChunkedBody> streams) throws IOException {
        for (ChunkedBody stream : streams) {
            assertThat(new String(stream.readToEnd(), StandardCharsets.UTF_8))
                    .as("the rest of the stream")
                    .endsWith(new String(TokensRequest.done(TOKENS), StandardCharsets.UTF_8));
        }
    }

    private void assertAllSent(List<Integer> accepted) {
        assertThat(upstream().mails()).as("users with a mail").containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(upstream().abandoned())
                .as("calls of the upstream that were given up")
                .isZero();
    }
}
