package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.TokensRequest;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of a server that has its hands full: what was taken on is brought to its end. */
@Facet("shutdown under load")
interface ShutdownUnderLoadContract extends TargetUnderTest {
    int CLIENTS = 100;

    @Test
    default void everyRequestInFlightIsAnswered() throws Exception {
        StartedServer server = startServer(upstream().base(), database());
        List<RawConnection> connections = new ArrayList<>();
        try {
            upstream().will(Behaviour.HOLD);
            for (int client = 0; client < CLIENTS; client++) {
                var connection = new RawConnection(server.base());
                connections.add(connection);
                connection.send(RawConnection.get(
                        client % 2 == 0 ? "/fanout?calls=1&mode=concurrent&ms=0" : "/deadline?timeout-ms=30000&ms=0"));
            }
            upstream().awaitHeld(CLIENTS);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            RawConnection.awaitRefusal(server.base());
            upstream().will(Behaviour.ANSWER);
            for (RawConnection connection : connections) {
                assertThat(connection.read().status())
                        .as("a request in flight is answered before the server ends")
                        .isEqualTo(200);
                assertThat(connection.isClosedByServer()).isTrue();
            }
            closed.get(20, TimeUnit.SECONDS);
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }

    @Test
    default void streamInFlightIsBroughtToItsEnd() throws Exception {
        StartedServer server = startServer(upstream().base(), database());
        try (var connection = new RawConnection(server.base())) {
            upstream().willStep(1);
            connection.send(RawConnection.get("/answer?tokens=3&gap-ms=0&mode=stream"));
            assertThat(connection.readHead().status()).isEqualTo(200);
            ChunkedBody body = connection.body();
            body.read(TokensRequest.event(0).length);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            RawConnection.awaitRefusal(server.base());
            upstream().allow(3);
            assertThat(new String(body.readToEnd(), StandardCharsets.UTF_8))
                    .as("the rest of the stream")
                    .endsWith(new String(TokensRequest.done(3), StandardCharsets.UTF_8));
            closed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    default void mailsInTheBackgroundAreSentBeforeTheEnd() throws Exception {
        needsDatabase();
        StartedServer server = startServer(upstream().base(), database());
        List<Integer> accepted = new ArrayList<>();
        CompletableFuture<Void> closed;
        try (var connection = new RawConnection(server.base())) {
            upstream().will(Behaviour.HOLD);
            for (int user = 0; user < 20; user++) {
                connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
                accepted.add(NewUserContract.assertCreated(connection.read()));
            }
            upstream().awaitHeld(20);
            closed = CompletableFuture.runAsync(server::close);
            RawConnection.awaitRefusal(server.base());
        }
        List<UpstreamCall> calls = upstream().calls();
        assertThat(closed).as("the server ends after its background").isNotCompleted();
        upstream().will(Behaviour.ANSWER);
        closed.get(20, TimeUnit.SECONDS);
        assertThat(calls)
                .as("mails that were given up")
                .noneMatch(UpstreamCall::abandoned)
                .hasSameSizeAs(accepted);
    }
}
