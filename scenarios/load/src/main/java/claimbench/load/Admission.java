package claimbench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When Gatling lets in the users of an open load: as many in each slot as are due in it, evenly spread, which is all that it can do,
 * and in slots of whole seconds, which is how it counts. Within a slot some are due earlier than they would be let in (on a ramp, or by chance),
 * so all are let in ahead by as much as the one who would be let in latest, and a margin:
 *
 * <pre>
 * let in     |  slot 0: 3 users  |  slot 1: 5 users  |  …
 * due                |  slot 0: 3 users  |  slot 1: 5 users  |  …
 *            |- ahead -|
 * </pre>
 *
 * @param usersBySlot one slot after another
 * @param slotSeconds length of each
 * @param headStartMillis how far ahead
 */
record Admission(List<Integer> usersBySlot, int slotSeconds, int headStartMillis) {
    /** How late Gatling may be without making anyone late. */
    private static final int MARGIN_MILLIS = 200;

    /** Gatling chains its steps by recursion. */
    private static final int SLOTS_MAX = 100;

    static Admission of(Schedule schedule) {
        long count = schedule.count();
        if (count == 0) {
            return new Admission(List.of(), 1, MARGIN_MILLIS);
        }
        long lastSecond = TimeUnit.NANOSECONDS.toSeconds(schedule.dueNanos(count - 1));
        int slotSeconds = Math.toIntExact(lastSecond / SLOTS_MAX + 1);
        long slotNanos = TimeUnit.SECONDS.toNanos(slotSeconds);
        var usersBySlot = new ArrayList<Integer>();
        long latestNanos = 0;
        long first = 0;
        for (long slotStart = 0; first < count; slotStart += slotNanos) {
            long next = first;
            while (next < count && schedule.dueNanos(next) < slotStart + slotNanos) {
                next++;
            }
            for (long arrival = first; arrival < next; arrival++) {
                double part = (double) (arrival - first) / (next - first);
                latestNanos =
                        Math.max(latestNanos, slotStart + Math.round(part * slotNanos) - schedule.dueNanos(arrival));
            }
            usersBySlot.add(Math.toIntExact(next - first));
            first = next;
        }
        return new Admission(
                List.copyOf(usersBySlot),
                slotSeconds,
                MARGIN_MILLIS + Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(latestNanos)));
    }
}
