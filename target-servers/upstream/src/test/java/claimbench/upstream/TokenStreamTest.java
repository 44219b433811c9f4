package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.TokensRequest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** On the virtual clock of Netty's embedded channel. */
class TokenStreamTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Long> latenessNanos = new ArrayList<>();

    @BeforeEach
    void stopTheClock() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void nothingIsMadeBeforeItsTime() {
        Reader reader = read(3, 10);
        reader.request(Long.MAX_VALUE);
        advanceMs(9);
        assertThat(reader.events).isEmpty();
        advanceMs(1);
        assertThat(reader.events).containsExactly(event(0));
        advanceMs(19);
        assertThat(reader.events).containsExactly(event(0), event(1));
        assertThat(reader.done).isFalse();
    }

    @Test
    void lastTokenIsFollowedByTheEndAtOnce() {
        Reader reader = read(2, 10);
        reader.request(Long.MAX_VALUE);
        advanceMs(10);
        advanceMs(10);
        assertThat(String.join("", reader.events)).isEqualTo(event(0) + event(1) + done(2));
        assertThat(reader.done).isTrue();
    }

    @Test
    void readerThatAsksForNothingHoldsTheGenerationBack() {
        Reader reader = read(100, 10);
        reader.request(1);
        advanceMs(1_000);
        assertThat(reader.events).containsExactly(event(0));
    }

    @Test
    void tokenThatWasHeldComesAtOnceAndTheNextAGapLater() {
        Reader reader = read(100, 10);
        advanceMs(1_000);
        reader.request(2);
        assertThat(reader.events).containsExactly(event(0));
        advanceMs(9);
        assertThat(reader.events).hasSize(1);
        advanceMs(1);
        assertThat(reader.events).hasSize(2);
    }

    @Test
    void latenessIsThatOfTokensThatTheirReaderDidNotHold() {
        Reader reader = read(100, 10);
        advanceMs(1_000);
        reader.request(2);
        advanceMs(13);
        assertThat(latenessNanos).containsExactly(TimeUnit.MILLISECONDS.toNanos(3));
    }

    @Test
    void lateTokenDoesNotMakeTheNextLater() {
        Reader reader = read(3, 10);
        reader.request(Long.MAX_VALUE);
        advanceMs(14);
        advanceMs(6);
        assertThat(reader.events).containsExactly(event(0), event(1));
    }

    @Test
    void timerOfAReaderThatLeftIsNoMore() {
        Reader reader = read(3, 10);
        reader.request(Long.MAX_VALUE);
        advanceMs(10);
        reader.cancel();
        advanceMs(1_000);
        assertThat(reader.events).containsExactly(event(0));
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void readerThatLeavesWithinAnEventLeavesNoTimer() {
        var reader = new Reader() {
            @Override
            protected void hookOnNext(ByteBuf value) {
                super.hookOnNext(value);
                cancel();
            }
        };
        stream(3, 10).subscribe(reader);
        reader.request(Long.MAX_VALUE);
        advanceMs(10);
        assertThat(reader.events).containsExactly(event(0));
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    @Test
    void streamWithoutGapsLetsOthersHaveTheirTurn() {
        Reader reader = read(1_000, 0);
        reader.request(Long.MAX_VALUE);
        List<Integer> madeBeforeMyTurn = new ArrayList<>();
        channel.eventLoop().execute(() -> madeBeforeMyTurn.add(reader.events.size()));
        channel.runPendingTasks();
        assertThat(madeBeforeMyTurn.getFirst()).isLessThan(100);
        assertThat(reader.done).isTrue();
        assertThat(TokensRequest.text(String.join("", reader.events).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(TokensRequest.text(1_000));
        assertThat(latenessNanos).as("what is due at once is not late").isEmpty();
    }

    @Test
    void readerThatAsksOneByOneGetsAll() {
        var reader = new Reader() {
            @Override
            protected void hookOnNext(ByteBuf value) {
                super.hookOnNext(value);
                request(1);
            }
        };
        stream(1_000, 0).subscribe(reader);
        reader.request(1);
        channel.runPendingTasks();
        assertThat(reader.events).hasSize(1_001);
    }

    private TokenStream stream(int tokens, int gapMs) {
        return new TokenStream(channel.eventLoop(), new TokensRequest(tokens, gapMs), latenessNanos::add);
    }

    private Reader read(int tokens, int gapMs) {
        var reader = new Reader();
        stream(tokens, gapMs).subscribe(reader);
        return reader;
    }

    private void advanceMs(long ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
    }

    private static String event(int index) {
        return new String(TokensRequest.event(index), StandardCharsets.UTF_8);
    }

    private static String done(int tokens) {
        return new String(TokensRequest.done(tokens), StandardCharsets.UTF_8);
    }

    private static class Reader extends BaseSubscriber<ByteBuf> {
        final List<String> events = new ArrayList<>();
        boolean done;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Asks when the test says so.
        }

        @Override
        protected void hookOnNext(ByteBuf value) {
            events.add(value.toString(StandardCharsets.UTF_8));
        }

        @Override
        protected void hookOnComplete() {
            done = true;
        }
    }
}
