package claimbench.platformthreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundThreadsTest {
    private final ThreadPoolExecutor pool = BackgroundThreads.pool();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void tasksOneAfterAnotherShareAThread() {
        for (int task = 1; task <= 50; task++) {
            pool.execute(() -> {});
            int ended = task;
            await().until(() -> pool.getCompletedTaskCount() == ended && isIdle());
        }
        assertThat(pool.getLargestPoolSize()).isOne();
    }

    @Test
    void tasksBeyondAllThreadsWaitAndAreCarriedOut() {
        var release = new CountDownLatch(1);
        var ended = new AtomicInteger();
        int tasks = ServerLimits.BACKGROUND_TASKS + 20;
        for (int task = 0; task < tasks; task++) {
            pool.execute(() -> {
                try {
                    release.await();
                    ended.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(pool.getPoolSize()).isEqualTo(ServerLimits.BACKGROUND_TASKS);
        assertThat(pool.getQueue()).hasSize(20);

        release.countDown();

        await().until(() -> ended.get() == tasks);
    }

    @Test
    void nothingIsTakenOnAfterTheEnd() {
        pool.shutdown();

        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** Whether its one thread waits for a task. */
    private boolean isIdle() {
        return pool.getQueue() instanceof TransferQueue<Runnable> queue && queue.hasWaitingConsumer();
    }
}
