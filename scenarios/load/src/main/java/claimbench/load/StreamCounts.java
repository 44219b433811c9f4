package claimbench.load;

import claimbench.load.GeneratorReport.Count;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The steps of one arm's streams, as Gatling's log counts them too:
 *
 * <pre>
 * connect → read to the end
 *    ↘ refused   ↘ broken off, late or wrong → close, unless the server has closed it
 * </pre>
 *
 * Not thread-safe: each thread has its own.
 */
final class StreamCounts {
    private long connected;
    private long refused;
    private long whole;
    private long broken;
    private long closed;

    /** What the log calls the opening of a stream. */
    static String connectName(String arm) {
        return arm + " connect";
    }

    /** What the log calls the closing of a stream that has not ended well. */
    static String closeName(String arm) {
        return arm + " close";
    }

    void connected(boolean success) {
        if (success) {
            connected++;
        } else {
            refused++;
        }
    }

    void read(boolean success) {
        if (success) {
            whole++;
        } else {
            broken++;
        }
    }

    void closed() {
        closed++;
    }

    void add(StreamCounts other) {
        connected += other.connected;
        refused += other.refused;
        whole += other.whole;
        broken += other.broken;
        closed += other.closed;
    }

    /** The counts by their names in the log. */
    Map<String, Count> byName(String arm) {
        Map<String, Count> counts = new LinkedHashMap<>();
        counts.put(connectName(arm), new Count(connected, refused));
        counts.put(arm, new Count(whole, broken));
        counts.put(closeName(arm), new Count(closed, 0));
        return counts;
    }
}
