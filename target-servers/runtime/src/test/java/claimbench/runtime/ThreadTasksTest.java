package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private final Callable<Integer> worse = () -> {
        throw new IOException("worse");
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
    void firstFailureInTheTasksOrderIsThrownWhenAllTasksHaveEnded() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThatIOException()
                    .isThrownBy(() -> ThreadTasks.on(threads, List.of(good, bad, worse, good)))
                    .withMessage("bad");
            assertThat(done).hasValue(2);
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
