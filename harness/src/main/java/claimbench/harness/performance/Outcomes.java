package claimbench.harness.performance;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What became of each request of a load, by its number: when it was due, when its answer was whole, and what that was.
 * All instants are of {@link System#nanoTime}. For one thread.
 */
final class Outcomes {
    /** What became of a request. */
    enum Kind {
        /** No answer came while anybody waited for one. */
        UNANSWERED,
        /** 200, with the right body. */
        SUCCESS,
        /** 503 that says when to come back: what a server beyond its capacity should answer. */
        REFUSED,
        /** Any other answer. */
        WRONG,
        /** The connection could not be opened, or broke. */
        BROKEN
    }

    private static final int FIRST_ROOM = 1_024;

    private long[] dueNanos = new long[FIRST_ROOM];
    private long[] endNanos = new long[FIRST_ROOM];
    private Kind[] kinds = new Kind[FIRST_ROOM];
    private int count;

    /** A request that is due at this instant; its number, from 0. */
    int add(long due) {
        if (count == dueNanos.length) {
            dueNanos = Arrays.copyOf(dueNanos, 2 * count);
            endNanos = Arrays.copyOf(endNanos, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
        }
        dueNanos[count] = due;
        kinds[count] = Kind.UNANSWERED;
        return count++;
    }

    void end(int number, long nanos, Kind kind) {
        endNanos[number] = nanos;
        kinds[number] = kind;
    }

    int count() {
        return count;
    }

    Kind kind(int number) {
        return kinds[number];
    }

    /** The numbers of requests that were due from one instant to before another. */
    IntStream due(long fromNanos, long toNanos) {
        return all().filter(number -> dueNanos[number] - fromNanos >= 0 && dueNanos[number] - toNanos < 0);
    }

    IntStream all() {
        return IntStream.range(0, count);
    }

    long count(Kind kind) {
        return count(kind, all());
    }

    long count(Kind kind, IntStream numbers) {
        return numbers.filter(number -> kind(number) == kind).count();
    }

    /** Requests that were neither answered rightly nor refused rightly. */
    long errors() {
        return count - count(Kind.SUCCESS) - count(Kind.REFUSED);
    }

    /** Right answers that were whole from one instant to before another, whenever they were due. */
    long successesEnded(long fromNanos, long toNanos) {
        return all().filter(number -> kind(number) == Kind.SUCCESS
                        && endNanos[number] - fromNanos >= 0
                        && endNanos[number] - toNanos < 0)
                .count();
    }

    /** Of the successes among these, from when each was due, in ascending order. */
    long[] latenciesNanos(IntStream numbers) {
        return numbers.filter(number -> kind(number) == Kind.SUCCESS)
                .mapToLong(number -> endNanos[number] - dueNanos[number])
                .sorted()
                .toArray();
    }

    /** The value that such a share of ascending values is not above; 0 of none. */
    static long percentile(double share, long[] ascending) {
        return ascending.length == 0
                ? 0
                : ascending[Math.clamp((long) Math.ceil(share * ascending.length) - 1, 0, ascending.length - 1)];
    }
}
