package claimbench.reactive;

import claimbench.contract.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose client is too slow: 408 where a request has begun and does not come to its end, the bare end
 * where nothing is asked, or nothing is taken of an answer. While a client waits for an answer, it owes nothing.
 *
 * <p>A request that comes at one go costs no timer. A connection has one that ticks a few times in the patience for
 * clients that take nothing, and compares counters; only a head or body that has begun and is not whole gets one of its
 * own. No clock is read: what has not changed between two ticks has lasted for as long as they are apart.
 *
 * <p>A refusal must not be lost: closing a socket with bytes unread throws away what was sent. So after one the
 * connection is read on for a moment, and what comes is thrown away.
 *
 * <p>The first handler of its connection; called by its event loop alone.
 */
final class ClientWatch extends ChannelDuplexHandler {
    private static final int TICKS_A_STALL = 3;
    private static final Duration LINGER_MAX = Duration.ofSeconds(1);
    private static final int LINGER_BYTES_MAX = 1024 * 1024;

    private final Patience patience;
    private final RequestDecoder decoder;
    private final RequestReader reader;
    private final RequestQueue queue;
    private final Duration tick;

    private @Nullable ScheduledFuture<?> ticking;
    private long answeredAtTick;
    private int idleTicks;
    private int stalledTicks;
    private long outboundAtTick;

    private @Nullable ScheduledFuture<?> unfinished;
    private int phaseTimed;

    private boolean inputEnded;
    private boolean lingering;
    private long lingeredBytes;

    ClientWatch(Patience patience, RequestDecoder decoder, RequestReader reader, RequestQueue queue) {
        this.patience = patience;
        this.decoder = decoder;
        this.reader = reader;
        this.queue = queue;
        Duration shortest =
                patience.writeMax().compareTo(patience.idleMax()) < 0 ? patience.writeMax() : patience.idleMax();
        tick = shortest.dividedBy(TICKS_A_STALL);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ticking = context.executor()
                .scheduleWithFixedDelay(() -> tick(context), tick.toNanos(), tick.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        cancel(ticking);
        cancel(unfinished);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!lingering) {
            context.fireChannelRead(message);
            return;
        }
        lingeredBytes += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (lingeredBytes > LINGER_BYTES_MAX) {
            var _ = context.close();
        }
    }

    /** Nothing more comes. What has come is answered all the same; a refusal need not be waited for any longer. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (lingering) {
                var _ = context.close();
                return;
            }
        }
        context.fireUserEventTriggered(event);
    }

    /** To wait for more where nothing more comes is an error to epoll. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!inputEnded) {
            context.read();
        }
    }

    /** A client that breaks its connection off takes no answer any more; one that ends its output alone may. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.fireExceptionCaught(failure);
        if (failure instanceof IOException) {
            var _ = context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (lingering) {
            context.read();
            return;
        }
        context.fireChannelReadComplete();
        if (!decoder.isUnfinished()) {
            cancel(unfinished);
            unfinished = null;
        } else if (unfinished == null || phaseTimed != decoder.phase()) {
            cancel(unfinished);
            time(context);
        }
    }

    /** What has begun and is not whole gets its full time from here. */
    private void time(ChannelHandlerContext context) {
        int phase = decoder.phase();
        long answered = queue.answeredCount();
        boolean answering = queue.isAnswering();
        phaseTimed = phase;
        unfinished = context.executor()
                .schedule(
                        () -> {
                            unfinished = null;
                            if (!decoder.isUnfinished()) {
                                return;
                            }
                            if (answering
                                    || queue.isAnswering()
                                    || answered != queue.answeredCount()
                                    || phase != decoder.phase()) {
                                time(context); // it has waited for an answer meanwhile
                            } else {
                                context.fireChannelRead(tooSlow());
                                context.fireChannelReadComplete();
                            }
                        },
                        phaseMax().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private Duration phaseMax() {
        return decoder.isInBody() ? patience.bodyMax() : patience.headMax();
    }

    private Problem tooSlow() {
        return Problem.badRequest(
                408,
                "the request's " + (decoder.isInBody() ? "body" : "head") + " was not whole within "
                        + phaseMax().toSeconds() + " s");
    }

    private void tick(ChannelHandlerContext context) {
        long answered = queue.answeredCount();
        boolean idle = !queue.isAnswering() && !decoder.isUnfinished() && answered == answeredAtTick;
        idleTicks = idle ? idleTicks + 1 : 0;
        answeredAtTick = answered;
        long outbound = outbound(context.channel());
        stalledTicks = outbound != 0 && outbound == outboundAtTick ? stalledTicks + 1 : 0;
        outboundAtTick = outbound;
        if (tick.multipliedBy(idleTicks).compareTo(patience.idleMax()) >= 0
                || tick.multipliedBy(stalledTicks).compareTo(patience.writeMax()) >= 0) {
            var _ = context.close();
        }
    }

    /** Another number when another part of what is to be sent is at its head, or more of it has gone; 0 with nothing to send. */
    private static long outbound(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.totalPendingWriteBytes() == 0) {
            return 0;
        }
        return 31 * (31 * (long) System.identityHashCode(buffer.current()) + buffer.currentProgress())
                + buffer.totalPendingWriteBytes();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingering
                || inputEnded
                || !reader.isRefused()
                || !(context.channel() instanceof DuplexChannel channel)
                || !channel.isActive()) {
            var _ = context.close(promise);
            return;
        }
        lingering = true;
        var _ = channel.shutdownOutput().addListener(sent -> {
            context.read();
            Runnable end = () -> {
                var _ = context.close(promise);
            };
            var _ = context.executor().schedule(end, LINGER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
