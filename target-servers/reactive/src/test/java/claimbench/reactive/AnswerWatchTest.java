package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.contract.MailRequest;
import claimbench.contract.TokensRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** An upstream that says nothing: on a clock that the test sets, and over sockets. */
@Timeout(60)
class AnswerWatchTest {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(1);
    private static final String SILENT = ": no byte for 1 s";

    private final LoopResources loops = LoopResources.create("test", 1, true);

    @AfterEach
    void stop() {
        loops.dispose();
    }

    @Test
    void eachByteGivesTheUpstreamItsFullTime() {
        EmbeddedChannel channel = channel();
        for (int part = 0; part < 5; part++) {
            pass(channel, 900);
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {1}));
        }
        assertThatCode(channel::checkException).doesNotThrowAnyException();
        pass(channel, 1_001);
        assertThatIOException().isThrownBy(channel::checkException).withMessage("no byte for 1 s");
        assertThat(channel.isActive()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void timeInWhichNobodyWantsMoreDoesNotCount() {
        EmbeddedChannel channel = channel();
        channel.config().setAutoRead(false);
        pass(channel, 10_500);
        assertThat(channel.isActive()).isTrue();
        channel.config().setAutoRead(true);
        pass(channel, 900);
        assertThatCode(channel::checkException).doesNotThrowAnyException();
        pass(channel, 101);
        assertThatIOException().isThrownBy(channel::checkException);
        channel.finishAndReleaseAll();
    }

    private static EmbeddedChannel channel() {
        var channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new AnswerWatch(SILENCE_MAX));
        return channel;
    }

    private static void pass(EmbeddedChannel channel, int ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void silentUpstreamIsGivenUpAndItsConnectionClosed() throws Exception {
        try (var upstream = new RawUpstream((target, client) -> {
                    RawUpstream.awaitEnd(client);
                    return false;
                });
                var calls = new UpstreamCalls(upstream.base(), loops, UpstreamBoundsTest.silence(SILENCE_MAX))) {
            var mail = new MailRequest(7, 0);
            assertFails(calls.mail(mail), upstream.base() + mail.target() + SILENT);
            Http.eventually(() -> assertThat(upstream.open()).isZero());
            assertThat(upstream.received()).as("it is not called again").hasSize(1);
        }
    }

    @Test
    void streamThatFallsSilentIsGivenUp() throws Exception {
        try (var upstream = new RawUpstream((target, client) -> {
                    RawUpstream.writeStreamHead(client);
                    RawUpstream.writeChunk(client, "data: 1\n\n");
                    RawUpstream.awaitEnd(client);
                    return false;
                });
                var calls = new UpstreamCalls(upstream.base(), loops, UpstreamBoundsTest.silence(SILENCE_MAX))) {
            var tokens = new TokensRequest(3, 0);
            var sizes = new CopyOnWriteArrayList<Integer>();
            assertFails(
                    calls.tokens(tokens)
                            .doOnNext(part -> sizes.add(part.readableBytes()))
                            .doOnNext(ByteBuf::release)
                            .then(),
                    upstream.base() + tokens.target() + SILENT);
            assertThat(sizes).containsExactly(0, "data: 1\n\n".length());
            Http.eventually(() -> assertThat(upstream.open()).isZero());
        }
    }

    @Test
    void connectionThatIsKeptMayBeSilent() throws Exception {
        try (var upstream = new RawUpstream((target, client) -> {
                    RawUpstream.writeWhole(client, 202, "");
                    return true;
                });
                var calls = new UpstreamCalls(upstream.base(), loops, UpstreamBoundsTest.silence(SILENCE_MAX))) {
            for (int call = 0; call < 3; call++) {
                calls.mail(new MailRequest(7, 0))
                        .then(Mono.delay(SILENCE_MAX.plusMillis(100)))
                        .block();
            }
            assertThat(upstream.accepted()).as("connections").isEqualTo(1);
        }
    }

    private static void assertFails(Mono<Void> call, String message) {
        assertThatIOException()
                .isThrownBy(() -> {
                    try {
                        call.block();
                    } catch (RuntimeException e) {
                        throw e.getCause() instanceof IOException cause ? cause : e;
                    }
                })
                .withMessage(message);
    }
}
