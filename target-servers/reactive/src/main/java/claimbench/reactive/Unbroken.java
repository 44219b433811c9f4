package claimbench.reactive;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Work that is carried to its end although its client leaves: what has two effects, which must not come apart, such as a row
 * and a mail. In this model a client that leaves cancels; here the cancellation ends. Thread-safe.
 */
final class Unbroken {
    private static final Logger LOG = LoggerFactory.getLogger(Unbroken.class);

    /** One party for each piece of work, and one that leaves at the end. */
    private final Phaser underWay = new Phaser(1);

    /** The same work; its request is in flight until the work has ended. */
    <T> Mono<T> toItsEnd(Mono<T> work, MeasuredRequest request) {
        return Mono.create(answer -> {
            underWay.register();
            request.isUnbroken();
            var _ = work.doFinally(signal -> {
                        request.unbrokenWorkEnded();
                        underWay.arriveAndDeregister();
                    })
                    .subscribe(answer::success, failure -> fail(answer, failure, request), answer::success);
        });
    }

    private static void fail(MonoSink<?> answer, Throwable failure, MeasuredRequest request) {
        if (request.hasLeft()) {
            LOG.warn("a request whose client had left failed: {}", failure.toString());
        } else {
            answer.error(failure);
        }
    }

    /** Waits until all of it has ended, for so long at most. Called once, when no more requests come. */
    void drain(Duration max) {
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arriveAndDeregister(), max.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.error("{} requests whose clients had left were cut off at shutdown", underWay.getRegisteredParties());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
