package claimbench.runtime;

import claimbench.contract.CpuWork;
import java.util.Arrays;

/**
 * How many units of {@link CpuWork} a core does in a millisecond, found out once a process, in some 100 ms. Only good for
 * making work of a wanted length: another process finds another number. Thread-safe.
 */
public final class CpuPace {
    private static final int WARM_UP_UNITS = 2_000;
    private static final int SAMPLE_UNITS = 200;
    private static final int SAMPLES = 15;

    private CpuPace() {}

    private static final class Measured {
        static final double UNITS_PER_MS = measure();
    }

    /** Units in a millisecond; the first call takes the time that the measuring takes. */
    public static double unitsPerMs() {
        return Measured.UNITS_PER_MS;
    }

    /** The median of several samples, so that one interruption does not count. */
    private static double measure() {
        long state = CpuWork.task(0, WARM_UP_UNITS);
        double[] perMs = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            long startNanos = System.nanoTime();
            for (int unit = 0; unit < SAMPLE_UNITS; unit++) {
                state = CpuWork.unit(state);
            }
            perMs[sample] = SAMPLE_UNITS * 1e6 / Math.max(1, System.nanoTime() - startNanos);
        }
        Arrays.sort(perMs);
        // The state is looked at, so that the work can't be left out: xorshift never gets to zero.
        return state == 0 ? 0 : perMs[SAMPLES / 2];
    }
}
