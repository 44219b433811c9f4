package claimbench.virtualthreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.runtime.ServerMeters;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PinnedEventsTest {
    private static final CountDownLatch GO = new CountDownLatch(1);

    /** Whoever needs it first waits while it is being initialized, and takes its carrier along. */
    private static final class Slow {
        static final boolean WENT = await(GO);

        private static boolean await(CountDownLatch latch) {
            try {
                return latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    @Test
    void virtualThreadThatTakesItsCarrierAlongIsCounted() throws Exception {
        var meters = new ServerMeters(VirtualThreadsServer.NAME);
        try (var _ = new PinnedEvents(meters)) {
            assertThat(meters.text())
                    .contains("claimbench_virtual_pinned_seconds_count{process=\"virtual-threads\"} 0\n");
            Thread pinned = Thread.ofVirtual().start(() -> assertThat(Slow.WENT).isTrue());
            await().until(() -> pinned.getState() == Thread.State.TIMED_WAITING);
            GO.countDown();
            pinned.join();
            // The recorder hands on what it has about once a second.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !meters.text()
                            .contains("claimbench_virtual_pinned_seconds_count{process=\"virtual-threads\"} 0\n"));
        }
    }
}
