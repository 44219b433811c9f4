package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Answer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * What is recorded of a request, without Gatling around it: it begins, its answer is checked, it is settled. How long that takes, {@link
 * #main} measures. That is what recording costs at least, compiled into one loop and with everything in the processor's caches; what it costs in
 * Gatling, {@code claimbench performance --only recording} measures ({@link RecordingTurn}).
 */
class RecordingSpeedTest {
    private static final int ROUNDS = 9;
    private static final int TURNS = 20_000_000;

    @Test
    void everyTurnIsRecorded() {
        LoadRun run = run();
        VirtualUser user = VirtualUser.staying(run, 0);

        turns(run, user, 1_000);

        assertThat(run.recording().totals().answeredEver()).containsExactly(1_000L);
        assertThat(run.recording().failures()).isEmpty();
    }

    /**
     * Measures several rounds and says how long a turn took.
     *
     * @param args how many turns a round has (default: {@value #TURNS})
     */
    public static void main(String[] args) {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : TURNS;
        LoadRun run = run();
        VirtualUser user = VirtualUser.staying(run, 0);
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long startNanos = System.nanoTime();
            turns(run, user, turns);
            nanos[round] = (System.nanoTime() - startNanos) / (double) turns;
            System.out.printf(Locale.ROOT, "round %d: %.0f ns a turn%n", round + 1, nanos[round]);
        }
        Arrays.sort(nanos, 2, ROUNDS); // the first two are the compiler's
        System.out.printf(
                Locale.ROOT,
                "median of the last %d: %.0f ns; %d recorded%n",
                ROUNDS - 2,
                nanos[2 + (ROUNDS - 2) / 2],
                run.recording().totals().answeredEver().getFirst());
    }

    /** As {@link LoadSimulation} has a user of a closed load do it. */
    private static void turns(LoadRun run, VirtualUser user, int turns) {
        byte[] body = Answer.PLAINTEXT.body();
        for (int turn = 0; turn < turns; turn++) {
            if (run.timeline().isOpenAt(System.nanoTime())) {
                user.startNext();
            }
            user.answered(200, body);
            user.settle(user.fault() != null, null);
        }
        run.recorder().recordAll();
    }

    /** In its window, for as long as it takes; with live meters, as every trial has. */
    private static LoadRun run() {
        var properties = new Properties();
        properties.setProperty(Settings.PREFIX + "scenario", "plaintext");
        properties.setProperty(Settings.PREFIX + "url", "stdin");
        properties.setProperty(Settings.PREFIX + "warmUpMillis", "0");
        properties.setProperty(Settings.PREFIX + "metricsPort", "0");
        properties.setProperty(Settings.PREFIX + "windowMillis", "600000");
        var run = new LoadRun(Settings.from(properties));
        run.timeline().begun();
        return run;
    }
}
