package claimbench.contract;

import java.util.HexFormat;

/**
 * The unit of CPU work: a chain of dependent integer operations that touches no memory, so that it scales with cores and
 * nothing else, and that no compiler can leave out, since its result is part of the answer. A unit takes some tens of
 * microseconds: long against a switch between coroutines, short against a request.
 */
public final class CpuWork {
    /** Operations in a unit. */
    public static final int STEPS_PER_UNIT = 10_000;

    private CpuWork() {}

    /** The state that a task starts from. */
    public static long start(int task) {
        return 0x9E3779B97F4A7C15L * (task + 1L);
    }

    /** One unit: the state after it. The steps are Marsaglia's xorshift* (Journal of Statistical Software 8(14), 2003). */
    public static long unit(long state) {
        long x = state;
        for (int step = 0; step < STEPS_PER_UNIT; step++) {
            x ^= x >>> 12;
            x ^= x << 25;
            x ^= x >>> 27;
            x *= 0x2545F4914F6CDD1DL;
        }
        return x;
    }

    /** A whole task without a pause. */
    public static long task(int task, int units) {
        long state = start(task);
        for (int unit = 0; unit < units; unit++) {
            state = unit(state);
        }
        return state;
    }

    /** Adds one task's end state to the checksum of others; the order does not matter. */
    public static long combine(long checksum, long taskState) {
        return checksum + taskState;
    }

    /** The checksum of a request: what an honest target must answer. */
    public static long checksum(int tasks, int units) {
        long checksum = 0;
        for (int task = 0; task < tasks; task++) {
            checksum = combine(checksum, task(task, units));
        }
        return checksum;
    }

    /** A checksum as it is written in an answer: 16 hexadecimal digits. */
    public static String text(long checksum) {
        return HexFormat.of().toHexDigits(checksum);
    }
}
