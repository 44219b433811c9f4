package claimbench.load;

import claimbench.load.GeneratorReport.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What the requests took, in nanoseconds. Each of Gatling's threads writes to histograms of its own, so that recording
 * shares nothing and waits for nothing; they are added up when all users have ended. Adding up histograms is exact where
 * averaging percentiles is not.
 */
final class Recording {
    /** Digits of a value that are kept: an error of at most 0.1 %. */
    static final int SIGNIFICANT_DIGITS = 3;

    private static final int FAILURES_MAX = 10;

    private final List<Arm> arms;
    private final Queue<OfThread> threads = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<OfThread> current = ThreadLocal.withInitial(this::newThread);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    Recording(List<Arm> arms) {
        this.arms = List.copyOf(arms);
    }

    /** The calling thread's own; to be used by this thread alone. */
    OfThread current() {
        return current.get();
    }

    /** Remembers a failure's message, where it is one of the first that differ. Thread-safe. */
    void failed(Arm arm, String fault) {
        if (failures.size() < FAILURES_MAX) {
            String message = arm.name() + ": " + fault;
            synchronized (failures) {
                if (failures.size() < FAILURES_MAX && !failures.contains(message)) {
                    failures.add(message);
                }
            }
        }
    }

    /** The first messages of failures. */
    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    /** All threads' records added up. Only when all users have ended. */
    Totals totals() {
        return new Totals(
                arms,
                sumOfEach(thread -> thread.answered),
                sumOfEach(thread -> thread.failed),
                sumOfEach(thread -> thread.service),
                sum(threads.stream().map(thread -> thread.lag).toList()),
                countOfEach(thread -> thread.answeredEver),
                countOfEach(thread -> thread.failedEver),
                quantities(),
                streamCounts());
    }

    private Map<Quantity, List<Histogram>> quantities() {
        Map<Quantity, List<Histogram>> quantities = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            quantities.put(quantity, sumOfEach(thread -> Objects.requireNonNull(thread.quantities.get(quantity))));
        }
        return quantities;
    }

    private List<StreamCounts> streamCounts() {
        List<StreamCounts> sums = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            var sum = new StreamCounts();
            for (OfThread thread : threads) {
                sum.add(thread.streams[arm]);
            }
            sums.add(sum);
        }
        return sums;
    }

    private List<Histogram> sumOfEach(Function<OfThread, Histogram[]> ofThread) {
        List<Histogram> sums = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            int index = arm;
            Histogram sum = sum(threads.stream()
                    .map(thread -> ofThread.apply(thread)[index])
                    .toList());
            sum.setTag(arms.get(arm).name());
            sums.add(sum);
        }
        return sums;
    }

    private List<Long> countOfEach(Function<OfThread, long[]> ofThread) {
        List<Long> counts = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            int index = arm;
            counts.add(threads.stream()
                    .mapToLong(thread -> ofThread.apply(thread)[index])
                    .sum());
        }
        return counts;
    }

    private static Histogram sum(List<Histogram> parts) {
        var sum = new Histogram(SIGNIFICANT_DIGITS);
        parts.forEach(sum::add);
        return sum;
    }

    private OfThread newThread() {
        var thread = new OfThread(arms.size());
        threads.add(thread);
        return thread;
    }

    /** What one thread has recorded; arrays by index of the arm. */
    static final class OfThread {
        private final Histogram[] answered;
        private final Histogram[] failed;
        private final Histogram[] service;
        private final Histogram lag = new Histogram(SIGNIFICANT_DIGITS);
        private final long[] answeredEver;
        private final long[] failedEver;
        private final Map<Quantity, Histogram[]> quantities = new EnumMap<>(Quantity.class);
        private final StreamCounts[] streams;

        private OfThread(int arms) {
            this.answered = histograms(arms);
            this.failed = histograms(arms);
            this.service = histograms(arms);
            this.answeredEver = new long[arms];
            this.failedEver = new long[arms];
            for (Quantity quantity : Quantity.values()) {
                quantities.put(quantity, histograms(arms));
            }
            this.streams = Stream.generate(StreamCounts::new).limit(arms).toArray(StreamCounts[]::new);
        }

        /** A request has ended, in the window or not. */
        void count(int arm, boolean success) {
            (success ? answeredEver : failedEver)[arm]++;
        }

        /**
         * A request of the window has ended.
         *
         * @param responseNanos from the intended start
         * @param serviceNanos from the actual start
         * @param lagNanos actual start behind intended start
         */
        void measure(int arm, boolean success, long responseNanos, long serviceNanos, long lagNanos) {
            (success ? answered : failed)[arm].recordValue(responseNanos);
            if (success) {
                service[arm].recordValue(serviceNanos);
            }
            lag.recordValue(lagNanos);
        }

        /** Something else was measured of a good answer of the window. */
        void measure(int arm, Quantity quantity, long nanos) {
            Objects.requireNonNull(quantities.get(quantity))[arm].recordValue(Math.max(0, nanos));
        }

        /** The steps of this arm's streams. */
        StreamCounts streams(int arm) {
            return streams[arm];
        }

        private static Histogram[] histograms(int arms) {
            var histograms = new Histogram[arms];
            for (int arm = 0; arm < arms; arm++) {
                histograms[arm] = new Histogram(SIGNIFICANT_DIGITS);
            }
            return histograms;
        }
    }

    /**
     * A whole run; lists by index of the arm, histograms tagged with its name.
     *
     * @param answered response times of the window's good answers, in nanoseconds
     * @param failed the same of the window's failures
     * @param service from the actual start, of the window's good answers
     * @param lag how far behind the intended start requests of the window started, in nanoseconds
     * @param answeredEver good answers, warm-up included
     * @param failedEver failures, warm-up included
     * @param quantities what else was measured of the window's good answers, in nanoseconds
     * @param streamCounts the steps of streams, warm-up included
     */
    record Totals(
            List<Arm> arms,
            List<Histogram> answered,
            List<Histogram> failed,
            List<Histogram> service,
            Histogram lag,
            List<Long> answeredEver,
            List<Long> failedEver,
            Map<Quantity, List<Histogram>> quantities,
            List<StreamCounts> streamCounts) {

        /** What was started in the window, by request name. */
        Map<String, Count> windowCounts() {
            Map<String, Count> counts = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                counts.put(
                        name(arm),
                        new Count(
                                answered.get(arm).getTotalCount(),
                                failed.get(arm).getTotalCount()));
            }
            return counts;
        }

        /** The same with the warm-up, and with a stream's steps by themselves: as Gatling's log has it. */
        Map<String, Count> everCounts() {
            Map<String, Count> counts = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                if (arms.get(arm).isStream()) {
                    counts.putAll(streamCounts.get(arm).byName(name(arm)));
                } else {
                    counts.put(name(arm), new Count(answeredEver.get(arm), failedEver.get(arm)));
                }
            }
            return counts;
        }

        /** The histograms of a quantity, of those arms that have it. */
        List<Histogram> of(Quantity quantity) {
            List<Histogram> all = Objects.requireNonNull(quantities.get(quantity));
            return IntStream.range(0, arms.size())
                    .filter(arm -> arms.get(arm).isStream())
                    .mapToObj(all::get)
                    .toList();
        }

        String name(int arm) {
            return arms.get(arm).name();
        }

        /** Whether there is no good answer in the window. */
        boolean isNothingAnswered() {
            return answered.stream().allMatch(histogram -> histogram.getTotalCount() == 0);
        }
    }
}
