package claimbench.upstream;

import claimbench.contract.TokensRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The generation of tokens: an event each, and the last event behind them. Between two tokens there is a timer on the
 * connection's own event loop and nothing else, so that thousands of streams cost no thread.
 *
 * <p>A token is made when its time has come <i>and</i> the connection can take it. Who does not read holds the generation
 * back: nothing is made in advance, and nothing piles up.
 *
 * <pre>
 *              time has come, connection ready: make it
 *   waiting  ──────────────────────────────────────────►  waiting for the next, due a gap after this one was due
 *      │ time has come, connection not ready
 *      ▼
 *    held    ──────────────────────────────────────────►  waiting for the next, due a gap from now
 *              connection ready: make it
 * </pre>
 *
 * A token that was held is late by its reader's doing, so only those that were not count for the upstream's lateness.
 */
final class TokenStream implements Publisher<ByteBuf> {
    /** Events that a stream without gaps may make before other connections have their turn. */
    private static final int TURN = 32;

    private static final byte[][] EVENTS = IntStream.range(0, TokensRequest.TOKENS_MAX)
            .mapToObj(TokensRequest::event)
            .toArray(byte[][]::new);

    private final EventLoop loop;
    private final TokensRequest request;
    private final LongConsumer latenessNanos;

    /**
     * A stream that begins when it is subscribed to.
     *
     * @param loop of the connection; all happens on it
     * @param latenessNanos takes how late each token was, in nanoseconds
     */
    TokenStream(EventLoop loop, TokensRequest request, LongConsumer latenessNanos) {
        this.loop = loop;
        this.request = request;
        this.latenessNanos = latenessNanos;
    }

    /** Makes ready what all streams share, so that the first is not late by it. */
    static void load() {
        assert EVENTS.length > 0;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuf> subscriber) {
        subscriber.onSubscribe(new Generation(subscriber));
    }

    /** One reader's generation. All fields belong to the event loop. */
    private final class Generation implements Subscription, Runnable {
        private final Subscriber<? super ByteBuf> reader;
        private final long gapNanos = TimeUnit.MILLISECONDS.toNanos(request.gapMs());

        private long dueNanos = loop.ticker().nanoTime();
        private @Nullable Future<?> timer;
        private long demand;
        private int next;
        private boolean held;
        private boolean making;
        private boolean ended;

        Generation(Subscriber<? super ByteBuf> reader) {
            this.reader = reader;
            waitForNext();
        }

        @Override
        public void request(long n) {
            onLoop(() -> {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                make();
            });
        }

        @Override
        public void cancel() {
            onLoop(() -> {
                ended = true;
                if (timer != null) {
                    timer.cancel(false);
                }
            });
        }

        /** The next token's time has come. */
        @Override
        public void run() {
            timer = null;
            held = demand == 0;
            if (!held && gapNanos > 0) {
                latenessNanos.accept(loop.ticker().nanoTime() - dueNanos);
            }
            make();
        }

        /** Makes what may be made now; entered again by a reader that asks for more while it takes an event. */
        private void make() {
            if (making) {
                return;
            }
            making = true;
            for (int made = 0; timer == null && demand > 0 && !ended; made++) {
                if (made == TURN) {
                    timer = loop.submit(this);
                } else {
                    makeOne();
                }
            }
            making = false;
        }

        private void makeOne() {
            demand--;
            int index = next++;
            if (index == request.tokens()) {
                ended = true;
                reader.onNext(Unpooled.wrappedBuffer(TokensRequest.done(index)));
                reader.onComplete();
                return;
            }
            reader.onNext(Unpooled.wrappedBuffer(EVENTS[index]));
            if (next < request.tokens() && !ended) {
                waitForNext();
            }
        }

        private void waitForNext() {
            if (gapNanos == 0) {
                return;
            }
            long nowNanos = loop.ticker().nanoTime();
            dueNanos = (held ? nowNanos : dueNanos) + gapNanos;
            held = false;
            timer = loop.schedule(this, dueNanos - nowNanos, TimeUnit.NANOSECONDS);
        }

        private void onLoop(Runnable change) {
            if (loop.inEventLoop()) {
                change.run();
            } else {
                loop.execute(change);
            }
        }
    }
}
