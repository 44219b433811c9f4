package claimbench.harness.result;

/**
 * The shape of a load.
 *
 * @param model closed or open
 * @param users virtual users at once, for a closed load; 0 for an open one
 * @param requestsPerSecond arrivals, for an open load; 0 for a closed one
 * @param warmUpMillis how long the same load runs before the window
 * @param windowMillis how long is measured
 */
public record Workload(Model model, int users, double requestsPerSecond, int warmUpMillis, int windowMillis) {

    /** Whether users wait for their answer before they ask again. */
    public enum Model {
        /** A fixed number of users, each with one request at a time. */
        CLOSED,
        /** Arrivals at a rate, whether or not earlier ones have been answered. */
        OPEN
    }

    public static Workload closed(int users, int warmUpMillis, int windowMillis) {
        return new Workload(Model.CLOSED, users, 0, warmUpMillis, windowMillis);
    }

    public static Workload open(double requestsPerSecond, int warmUpMillis, int windowMillis) {
        return new Workload(Model.OPEN, 0, requestsPerSecond, warmUpMillis, windowMillis);
    }
}
