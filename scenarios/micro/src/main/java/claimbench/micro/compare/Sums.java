package claimbench.micro.compare;

import java.util.List;

/** Sums of results, as the models give them. */
final class Sums {
    private Sums() {}

    static long of(List<Integer> results) {
        long sum = 0;
        for (int result : results) {
            sum += result;
        }
        return sum;
    }

    /** For Reactor's {@code zip}, which hands over an array. */
    static long of(Object[] results) {
        long sum = 0;
        for (Object result : results) {
            sum += (Integer) result;
        }
        return sum;
    }
}
