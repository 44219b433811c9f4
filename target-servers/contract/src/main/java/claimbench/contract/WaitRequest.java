package claimbench.contract;

/**
 * {@code GET /wait?ms=}: waits in the model's own way.
 *
 * @param ms how long, in milliseconds
 */
public record WaitRequest(int ms) {
    public static final Parameter<Integer> MS = Parameter.integer("ms", 0, 60_000);

    public static WaitRequest from(Arguments arguments) {
        return new WaitRequest(arguments.get(MS));
    }

    /** {@code {"waitedMs":100}}. */
    public record Answer(int waitedMs) {}
}
