package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.UpstreamRequest;
import claimbench.http.FullListener;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.netty.resources.LoopResources;

/** Waits before a call has so much as a connection. */
@Timeout(60)
class UpstreamBoundsTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final UpstreamRequest CALL = UpstreamRequest.taking(0);

    private final LoopResources loops = LoopResources.create("test", 1, true);

    /** As usual, but for this. */
    static UpstreamCalls.Bounds silence(Duration silenceMax) {
        return new UpstreamCalls.Bounds(10, ServerLimits.UPSTREAM_MAX, ServerLimits.UPSTREAM_CONNECT_MAX, silenceMax);
    }

    /** As usual, but for this. */
    static UpstreamCalls.Bounds connections(int connectionsMax) {
        return new UpstreamCalls.Bounds(
                connectionsMax,
                ServerLimits.UPSTREAM_MAX,
                ServerLimits.UPSTREAM_CONNECT_MAX,
                ServerLimits.UPSTREAM_MAX);
    }

    @AfterEach
    void stop() {
        loops.dispose();
    }

    @Test
    void callThatWaitsForAConnectionInVainIsOverload() throws Exception {
        var bounds = new UpstreamCalls.Bounds(1, SHORT, ServerLimits.UPSTREAM_CONNECT_MAX, ServerLimits.UPSTREAM_MAX);
        try (var upstream = new RawUpstream((target, client) -> {
                    RawUpstream.awaitEnd(client);
                    return false;
                });
                var calls = new UpstreamCalls(upstream.base(), loops, bounds)) {
            Disposable first = calls.generate(CALL).subscribe(answer -> {}, failure -> {});
            Http.eventually(() -> assertThat(upstream.received()).hasSize(1));
            assertThatThrownBy(() -> calls.generate(CALL).block())
                    .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                        assertThat(refusal.problem().status()).isEqualTo(503);
                        assertThat(refusal.problem().detail())
                                .startsWith("no connection to the upstream came free within 500 ms");
                    });
            first.dispose();
        }
    }

    @Test
    void upstreamThatTakesNoConnectionIsGivenUp() throws Exception {
        var bounds = new UpstreamCalls.Bounds(10, ServerLimits.UPSTREAM_MAX, SHORT, ServerLimits.UPSTREAM_MAX);
        try (var full = new FullListener();
                var calls = new UpstreamCalls(full.base(), loops, bounds)) {
            assertThatThrownBy(() -> calls.generate(CALL).block())
                    .hasMessageEndingWith(": no connection within 500 ms");
        }
    }
}
