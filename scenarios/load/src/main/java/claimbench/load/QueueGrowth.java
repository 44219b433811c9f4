package claimbench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Whether a server keeps up with an open load, from its response times. Every arrival of a window is waited for, so that all may be
 * answered in the end although the server was too slow. That shows in response times which grow from second to second: if they grow
 * by g seconds in each second, then what arrives within a second is answered within 1 + g of them, so answers come at 1 / (1 + g) of
 * the rate of arrivals:
 *
 * <pre>
 * arrivals   |--- 1 s ---|--- 1 s ---|
 * answers      |---- 1 + g s ----|---- 1 + g s ----|
 * </pre>
 *
 * <p>The growth is the median of the slopes between all pairs of seconds (Theil 1950, Sen 1968), each second standing for its median
 * response: one bad second moves it little.
 */
public final class QueueGrowth {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of a long window, so many seconds spread over it are enough: there are half as many pairs as their square. */
    private static final int SECONDS_MAX = 100;

    private QueueGrowth() {}

    /**
     * The growth: seconds in each second, negative where response times shrink; 0 where there are no two seconds.
     *
     * @param medianNanos response times, by the start of their second in milliseconds
     */
    public static double of(SortedMap<Long, Long> medianNanos) {
        List<Long> starts = List.copyOf(medianNanos.keySet());
        List<Long> medians = List.copyOf(medianNanos.values());
        var slopes = new ArrayList<Double>();
        int stride = Math.ceilDiv(Math.max(1, starts.size()), SECONDS_MAX);
        for (int later = stride; later < starts.size(); later += stride) {
            for (int earlier = 0; earlier < later; earlier += stride) {
                double riseMillis = (medians.get(later) - medians.get(earlier)) / NANOS_PER_MILLI;
                slopes.add(riseMillis / (starts.get(later) - starts.get(earlier)));
            }
        }
        Collections.sort(slopes);
        int size = slopes.size();
        return size == 0 ? 0 : (slopes.get((size - 1) / 2) + slopes.get(size / 2)) / 2;
    }

    /** Rate of answers over rate of arrivals, from a growth: never more than 1. */
    public static double answeredShare(double growth) {
        return 1 / (1 + Math.max(0, growth));
    }
}
