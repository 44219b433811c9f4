package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ThreadTasksTest {
    private final AtomicInteger done = new AtomicInteger();

    private final Callable<Integer> good = done::incrementAndGet;

    private final Callable<Integer> bad = () -> {
        throw new IOException("bad");
    };

    private final Callable<Integer> wrong = () -> {
        throw new StackOverflowError();
    };

    @Test
    void serialTaskAfterAFailureIsNotBegun() {
        assertThatIOException()
                .isThrownBy(() -> ThreadTasks.serial(List.of(bad, good)))
                .withMessage("bad");
        assertThat(done).hasValue(0);
    }

    @Test
    void firstFailureIsThrownAndInterruptsWhatIsStillUnderWay() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        Callable<Integer> endless = () -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        Callable<Integer> badThen = () -> {
            begun.await();
            return bad.call();
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThatIOException()
                    .isThrownBy(() -> ThreadTasks.on(threads, List.of(good, endless, badThen)))
                    .withMessage("bad");
            interrupted.await();
        }
    }

    @Test
    void interruptOfWhoWaitsInterruptsTheTasks() throws Exception {
        var interrupted = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        Callable<Integer> endless = () -> {
            try {
                begun.countDown();
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waits = new FutureTask<>(() -> ThreadTasks.on(threads, List.of(endless)));
            Thread waiter = Thread.ofPlatform().daemon().start(waits);
            begun.await();
            waiter.interrupt();
            interrupted.await();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waits::get)
                    .withCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void taskThatTakesTooLongIsInterruptedAndGivesNothing() throws Exception {
        var interrupted = new CountDownLatch(1);
        Callable<Integer> endless = () -> {
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Until it has begun there is nothing to interrupt.
            assertThat(ThreadTasks.within(Duration.ofMillis(200), threads, endless))
                    .isEmpty();
            interrupted.await();
            assertThat(ThreadTasks.within(Duration.ofSeconds(20), threads, good))
                    .contains(1);
            assertThatIOException()
                    .isThrownBy(() -> ThreadTasks.within(Duration.ofSeconds(20), threads, bad))
                    .withMessage("bad");
        }
    }

    @Test
    void errorOfATaskIsAFailureOfTheRequestAndNotOfItsThread() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> ThreadTasks.on(threads, List.of(wrong)))
                    .withCauseInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void resultsComeInTheTasksOrder() throws Exception {
        var secondIsDone = new CountDownLatch(1);
        Callable<Integer> first = () -> {
            secondIsDone.await();
            return 1;
        };
        Callable<Integer> second = () -> {
            secondIsDone.countDown();
            return 2;
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(ThreadTasks.on(threads, List.of(first, second))).containsExactly(1, 2);
        }
        assertThat(ThreadTasks.serial(List.of(second, first))).containsExactly(2, 1);
    }
}
