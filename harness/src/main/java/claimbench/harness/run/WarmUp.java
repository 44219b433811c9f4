package claimbench.harness.run;

import claimbench.harness.result.CompilersAtWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whether a warm-up has been long enough, judged second by second while it goes on.
 *
 * <p>The idea: the load comes in bursts of a second, all of them the same requests. It has settled when the last {@value #HALF} bursts
 * answered as many, in as much time, as the {@value #HALF} before them, give or take what bursts differ by among themselves, and the JIT
 * compilers were idle in the last, but for {@value #COMPILER_SHARE_IDLE} of the time. That is the rule of A. Georges and others (Statistically rigorous Java performance
 * evaluation, OOPSLA 2007) for where to begin, with the compilers added, which say what is still to come. It only says when to begin:
 * whether the window is steady, its own series must show ({@link SteadyCheck}). Not thread-safe.
 */
final class WarmUp {
    /** Bursts that are compared with as many before them. */
    static final int HALF = 3;

    /** Half of what a window may have ({@link CompilersAtWork#SHARE_MAX}), so that most windows keep it. */
    static final double COMPILER_SHARE_IDLE = 0.05;

    /** Shorter warm-ups run to their end: all of their seconds are the ramp, or too few to compare. */
    static final int SECONDS_MIN = 2 * HALF + 3;

    /**
     * What happened in one burst.
     *
     * @param answers a second
     * @param meanNanos of their response times
     * @param compilerShare of the second that JIT compilers worked, in the process where they worked most
     */
    record Burst(double answers, double meanNanos, double compilerShare) {}

    private final List<Burst> bursts = new ArrayList<>();
    private int settledAfter;

    /** A burst has ended; whether that was enough, from now on. */
    boolean add(Burst burst) {
        bursts.add(burst);
        if (settledAfter == 0 && settled()) {
            settledAfter = bursts.size();
        }
        return settledAfter > 0;
    }

    /** After how many bursts it had settled; empty where it had not. */
    OptionalInt settledAfter() {
        return settledAfter > 0 ? OptionalInt.of(settledAfter) : OptionalInt.empty();
    }

    private boolean settled() {
        int n = bursts.size();
        if (n < 2 * HALF) {
            return false;
        }
        List<Burst> before = bursts.subList(n - 2 * HALF, n - HALF);
        List<Burst> last = bursts.subList(n - HALF, n);
        return last.stream().mapToDouble(Burst::compilerShare).average().orElse(1) <= COMPILER_SHARE_IDLE
                && last.stream().allMatch(burst -> burst.answers > 0)
                && alike(answers(before), answers(last))
                && alike(means(before), means(last));
    }

    private static double[] answers(List<Burst> some) {
        return some.stream().mapToDouble(Burst::answers).toArray();
    }

    private static double[] means(List<Burst> some) {
        return some.stream().mapToDouble(Burst::meanNanos).toArray();
    }

    private static boolean alike(double[] before, double[] last) {
        double one = mean(before);
        double other = mean(last);
        double chance = 2 * Math.sqrt((variance(before, one) + variance(last, other)) / HALF);
        return Math.abs(other - one) <= Math.max(SteadyCheck.TOLERANCE * other, chance);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
