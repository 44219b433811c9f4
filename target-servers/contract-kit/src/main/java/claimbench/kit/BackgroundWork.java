package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;

/** What a target says of its work in the background, and how to wait for it. */
final class BackgroundWork {
    static final String TASKS = "claimbench_background_tasks";
    static final String RUNNING = "state=\"running\"";
    static final String WAITING = "state=\"waiting\"";

    private static final String ENDED = "claimbench_background_ended_total";

    /** All that a full background holds takes longer than a single answer. */
    private static final int PATIENCE_FOR_ALL = 3;

    private final TargetUnderTest target;
    private final double succeededBefore;
    private final double failedBefore;

    private BackgroundWork(TargetUnderTest target, Meters now) {
        this.target = target;
        succeededBefore = succeeded(now);
        failedBefore = failed(now);
    }

    /** Waits for all that earlier checks may have left there, and counts from then on. */
    static BackgroundWork idle(TargetUnderTest target) throws IOException {
        awaitNone(target);
        return new BackgroundWork(target, Meters.of(target));
    }

    /** Waits until nothing is left there. */
    static void awaitNone(TargetUnderTest target) {
        // Twice: a task that begins while the meters are read may be missing from both of them.
        await().atMost(Patience.max()).untilAsserted(() -> {
            assertNone(Meters.of(target));
            assertNone(Meters.of(target));
        });
    }

    private static void assertNone(Meters meters) {
        assertThat(meters.one(TASKS, RUNNING) + meters.one(TASKS, WAITING))
                .as("background tasks that run or wait")
                .isZero();
    }

    /** Waits until so many tasks run. */
    void awaitRunning(int tasks) {
        await().atMost(Patience.max())
                .untilAsserted(() -> assertThat(Meters.of(target).one(TASKS, RUNNING))
                        .as("background tasks that run")
                        .isEqualTo(tasks));
    }

    /** Waits until so many tasks, and no more, are counted as having ended well or not, and nothing is left. */
    void awaitEnded(int succeeded, int failed) {
        await().atMost(Patience.max().multipliedBy(PATIENCE_FOR_ALL)).untilAsserted(() -> {
            Meters now = Meters.of(target);
            assertThat(succeeded(now) - succeededBefore)
                    .as("background tasks that are counted as successes")
                    .isEqualTo(succeeded);
            assertThat(failed(now) - failedBefore)
                    .as("background tasks that are counted as failures")
                    .isEqualTo(failed);
        });
        awaitNone(target);
    }

    private static double succeeded(Meters meters) {
        return meters.sum(ENDED, "outcome=\"success\"");
    }

    private static double failed(Meters meters) {
        return meters.sum(ENDED, "outcome=\"failure\"");
    }
}
