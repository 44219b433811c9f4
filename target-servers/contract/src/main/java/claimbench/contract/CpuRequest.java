package claimbench.contract;

/**
 * {@code GET /cpu?tasks=&units=&mode=}: CPU work.
 *
 * @param tasks how many tasks
 * @param units how many units of {@link CpuWork} each task has
 * @param mode how the tasks are carried out
 */
public record CpuRequest(int tasks, int units, Mode mode) {
    public static final Parameter<Integer> TASKS = Parameter.integer("tasks", 1, 1_000);
    public static final Parameter<Integer> UNITS = Parameter.integer("units", 1, 10_000);
    public static final Parameter<Mode> MODE = Parameter.choice("mode", Mode.SERIAL, Mode.CONCURRENT, Mode.PARALLEL);

    public static CpuRequest from(Arguments arguments) {
        return new CpuRequest(arguments.get(TASKS), arguments.get(UNITS), arguments.get(MODE));
    }

    /**
     * What the work gave.
     *
     * @param checksum of all tasks' work, as {@link CpuWork#text}
     * @param elapsedNanos from the first task's start to the last one's end, inside the server
     */
    public record Answer(String checksum, long elapsedNanos) {}
}
