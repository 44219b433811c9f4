package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.contract.DeadlineRequest;
import claimbench.contract.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Calls that are given up, over a pool that has not many connections to lose. */
@Timeout(60)
class DeadlineRouteTest {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final LoopResources loops = LoopResources.create("test", 1, true);
    private RawUpstream upstream;
    private UpstreamCalls calls;

    @BeforeEach
    void start() throws Exception {
        upstream = new RawUpstream((target, client) -> {
            RawUpstream.awaitEnd(client);
            return false;
        });
        calls = new UpstreamCalls(upstream.base(), loops, UpstreamBoundsTest.connections(2));
    }

    @AfterEach
    void stop() throws Exception {
        calls.close();
        upstream.close();
        loops.dispose();
    }

    @Test
    void callsThatAreGivenUpGiveTheirConnectionsBack() {
        var route = new DeadlineRoute(calls);
        for (int round = 0; round < 5; round++) {
            Flux.range(0, 4)
                    .flatMap(call -> route.handle(new DeadlineRequest(20, 60_000))
                            .thenReturn("in time")
                            .onErrorResume(ProblemException.class, late -> {
                                assertThat(late.problem().status()).isEqualTo(504);
                                return Mono.just("late");
                            }))
                    .collectList()
                    .blockOptional(WAIT_MAX)
                    .ifPresent(all -> assertThat(all).containsOnly("late").hasSize(4));
        }
        Http.eventually(() -> assertThat(upstream.open())
                .as("no connection is left to the upstream")
                .isZero());
        upstream.will((target, client) -> {
            RawUpstream.writeWhole(client, 200, "{\"call\":0,\"latencyMs\":0.0}");
            return true;
        });
        for (int call = 0; call < 5; call++) {
            assertThat(route.handle(new DeadlineRequest(20_000, 0)).block(WAIT_MAX))
                    .as("the pool has its connections back")
                    .isNotNull();
        }
    }

    @Test
    void halfAnAnswerIsGivenUpToo() {
        upstream.will((target, client) -> {
            RawUpstream.write(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            RawUpstream.awaitEnd(client);
            return false;
        });
        assertThatThrownBy(() -> new DeadlineRoute(calls)
                        .handle(new DeadlineRequest(50, 1))
                        .block(WAIT_MAX))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("within 50 ms");
        Http.eventually(() -> assertThat(upstream.open()).isZero());
    }
}
