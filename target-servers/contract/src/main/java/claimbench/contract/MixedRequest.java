package claimbench.contract;

import java.time.Duration;

/**
 * {@code GET /mixed?tasks=&total-ms=&io-share=&mode=&units-per-ms=}: tasks that wait for part of their time and compute for
 * the rest. A task has {@link #SLICES} slices, each a wait and then work, so that the tasks of one loop can take turns.
 *
 * @param tasks how many
 * @param totalMs how long one task takes alone, in milliseconds
 * @param ioShare part of that time that is waiting, from 0 to 1
 * @param mode {@link Mode#SERIAL} or {@link Mode#CONCURRENT}
 * @param unitsPerMs how many units of {@link CpuWork} take a millisecond here; 0 for what the server has found out itself
 *     when it started. Targets that are compared must be given the same number, or they do unequal work
 */
public record MixedRequest(int tasks, int totalMs, double ioShare, Mode mode, int unitsPerMs) {
    /** Slices of a task. */
    public static final int SLICES = 10;

    public static final Parameter<Integer> TASKS = Parameter.integer("tasks", 1, 1_000);
    public static final Parameter<Integer> TOTAL_MS = Parameter.integer("total-ms", 0, 60_000);
    public static final Parameter<Double> IO_SHARE = Parameter.decimal("io-share", 0, 1);
    public static final Parameter<Mode> MODE = Parameter.choice("mode", Mode.SERIAL, Mode.CONCURRENT);
    public static final Parameter<Integer> UNITS_PER_MS =
            Parameter.integer("units-per-ms", 0, 10_000).orElse(0);

    public static MixedRequest from(Arguments arguments) {
        return new MixedRequest(
                arguments.get(TASKS),
                arguments.get(TOTAL_MS),
                arguments.get(IO_SHARE),
                arguments.get(MODE),
                arguments.get(UNITS_PER_MS));
    }

    /** How long a slice waits. */
    public Duration slicePause() {
        return Duration.ofNanos(Math.round(totalMs * ioShare * 1e6 / SLICES));
    }

    /**
     * How many units of work a slice has: the task's units are spread so that the sum is exact.
     *
     * @param slice from 0
     * @param calibratedUnitsPerMs what stands for a {@code units-per-ms} of 0
     */
    public int sliceUnits(int slice, double calibratedUnitsPerMs) {
        return unitsUpTo(slice + 1, calibratedUnitsPerMs) - unitsUpTo(slice, calibratedUnitsPerMs);
    }

    /** How many units of work a task has. */
    public int taskUnits(double calibratedUnitsPerMs) {
        return unitsUpTo(SLICES, calibratedUnitsPerMs);
    }

    private int unitsUpTo(int slice, double calibratedUnitsPerMs) {
        double perMs = unitsPerMs == 0 ? calibratedUnitsPerMs : unitsPerMs;
        return (int) Math.round(totalMs * (1 - ioShare) * perMs * slice / SLICES);
    }

    /**
     * What the work gave.
     *
     * @param checksum of all tasks' work, as {@link CpuWork#text}
     * @param units of work that each task had
     * @param elapsedNanos from the first task's start to the last one's end, inside the server
     */
    public record Answer(String checksum, int units, long elapsedNanos) {}
}
