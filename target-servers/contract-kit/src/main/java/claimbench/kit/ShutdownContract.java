package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.ScriptedUpstream.Behaviour;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of a server: it stops accepting, finishes what is in flight, and gives its port back. */
@Facet("shutdown")
interface ShutdownContract extends TargetUnderTest {

    @Test
    default void shutdownFinishesWhatIsInFlight() throws Exception {
        try (StartedServer server = startServer(upstream().base(), database());
                var connection = new RawConnection(server.base())) {
            upstream().will(Behaviour.HOLD);
            connection.send(RawConnection.get("/fanout?calls=1&mode=serial&ms=0"));
            upstream().awaitHeld();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            RawConnection.awaitRefusal(server.base());
            upstream().will(Behaviour.ANSWER);
            assertThat(connection.read().status())
                    .as("a request in flight is answered before the server ends")
                    .isEqualTo(200);
            closed.get(ShutdownUnderLoadContract.END_SECONDS_MAX, TimeUnit.SECONDS);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    default void shutdownEndsIdleConnectionsAndMayBeAskedForTwice() throws Exception {
        try (StartedServer server = startServer(upstream().base(), database());
                var connection = new RawConnection(server.base())) {
            connection.exchange("/plaintext");
            server.stop().run();
            assertThat(connection.isClosedByServer()).isTrue();
            RawConnection.awaitRefusal(server.base());
            server.stop().run();
        }
    }
}
