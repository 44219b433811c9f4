package claimbench.upstream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A call that has come.
 *
 * @param channel its connection
 * @param query as sent, without the question mark; empty where there is none
 * @param accept the header of that name, if sent
 * @param startNanos when it came, on the clock of {@link System#nanoTime()}
 */
record Call(Channel channel, String query, @Nullable String accept, long startNanos) {
    static Call of(HttpServerRequest request) {
        long startNanos = System.nanoTime();
        var channels = new Channel[1];
        request.withConnection(connection -> channels[0] = connection.channel());
        int mark = request.uri().indexOf('?');
        return new Call(
                channels[0],
                mark < 0 ? "" : request.uri().substring(mark + 1),
                request.requestHeaders().get("Accept"),
                startNanos);
    }

    /** Of the connection. */
    EventLoop loop() {
        return channel.eventLoop();
    }

    /**
     * A value, when this much time has passed: a timer on the connection's own event loop, so that no thread is held and
     * none is switched to.
     */
    <T> Mono<T> after(long nanos, T value) {
        return nanos == 0
                ? Mono.just(value)
                : Mono.delay(Duration.ofNanos(nanos), onLoop()).thenReturn(value);
    }

    /** Of the loop's thread. */
    Scheduler onLoop() {
        return Schedulers.fromExecutorService(loop());
    }

    /** The same, in milliseconds. */
    <T> Mono<T> afterMs(int ms, T value) {
        return after(TimeUnit.MILLISECONDS.toNanos(ms), value);
    }

    /** How much later than meant it is answered now. */
    long latenessNanos(long meantNanos) {
        return System.nanoTime() - startNanos - meantNanos;
    }
}
