package claimbench.load;

import claimbench.load.GeneratorReport.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * What the requests took, in nanoseconds. Each of Gatling's threads writes to histograms of its own, so that recording
 * shares nothing and waits for nothing; they are added up when all users have ended.
 *
 * <p>A request belongs to the second in which it was due or, in a closed load, sent, however much later its answer came: the
 * seconds of the window have all of its requests and no others. Seconds are counted from the window's start, so those of the
 * warm-up are negative.
 *
 * <p>In a closed load a request is intended when it is sent, so its service time is its response time, and is recorded once.
 */
final class Recording {
    private static final int FAILURES_MAX = 10;

    private final List<Arm> arms;
    private final LoadModel model;
    private final Queue<OfThread> threads = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<OfThread> current = ThreadLocal.withInitial(this::newThread);
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    Recording(List<Arm> arms, LoadModel model) {
        this.arms = List.copyOf(arms);
        this.model = model;
    }

    /** The calling thread's own; to be used by this thread alone, or under one lock. */
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
        List<Seconds.Merged> answered = mergedOfEach(thread -> thread.window().answered);
        return new Totals(
                arms,
                answered,
                model == LoadModel.CLOSED ? answered : mergedOfEach(thread -> thread.window().service),
                mergedOfEach(thread -> thread.warmUp().answered),
                failuresOfEach(),
                lag(),
                countOfEach(thread -> thread.answeredEver),
                countOfEach(thread -> thread.failedEver),
                countOfEach(thread -> thread.underWayNanos),
                quantities(),
                streamCounts());
    }

    private Map<Quantity, List<Seconds.Merged>> quantities() {
        Map<Quantity, List<Seconds.Merged>> quantities = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            quantities.put(
                    quantity,
                    mergedOfEach(thread ->
                            Objects.requireNonNull(thread.window().quantities.get(quantity))));
        }
        return quantities;
    }

    private Seconds.Merged lag() {
        return Seconds.merged(
                threads.stream().map(thread -> thread.window().lag).toList());
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

    private List<Seconds.Merged> mergedOfEach(Function<OfThread, Seconds[]> ofThread) {
        return IntStream.range(0, arms.size())
                .mapToObj(arm -> Seconds.merged(threads.stream()
                        .map(thread -> ofThread.apply(thread)[arm])
                        .toList()))
                .toList();
    }

    /** By kind, in order of their names. */
    private List<Map<String, Seconds.Merged>> failuresOfEach() {
        List<Map<String, Seconds.Merged>> all = new ArrayList<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            Map<String, List<Seconds>> parts = new TreeMap<>();
            for (OfThread thread : threads) {
                thread.window()
                        .failed
                        .get(arm)
                        .forEach((kind, seconds) -> parts.computeIfAbsent(kind, _ -> new ArrayList<>())
                                .add(seconds));
            }
            Map<String, Seconds.Merged> merged = new TreeMap<>();
            parts.forEach((kind, seconds) -> merged.put(kind, Seconds.merged(seconds)));
            all.add(merged);
        }
        return all;
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

    private OfThread newThread() {
        var thread = new OfThread(arms.size(), model);
        threads.add(thread);
        return thread;
    }

    /** What one thread has recorded; arrays by index of the arm. */
    static final class OfThread {
        /** Of the window, and of the warm-up: by the sign of the second. */
        private final Times[] times;

        private final long[] answeredEver;
        private final long[] failedEver;
        private final long[] underWayNanos;
        private final StreamCounts[] streams;

        private OfThread(int arms, LoadModel model) {
            this.times = new Times[] {new Times(arms, model), new Times(arms, model)};
            this.answeredEver = new long[arms];
            this.failedEver = new long[arms];
            this.underWayNanos = new long[arms];
            this.streams = Stream.generate(StreamCounts::new).limit(arms).toArray(StreamCounts[]::new);
        }

        /** A request has ended, in the window or not. */
        void count(int arm, boolean success) {
            (success ? answeredEver : failedEver)[arm]++;
        }

        /** A request has ended that was under way for so long of the window, whenever it had begun. */
        void underWay(int arm, long nanos) {
            underWayNanos[arm] += nanos;
        }

        /**
         * A request has had a good answer.
         *
         * @param second that it belongs to; negative in the warm-up
         * @param responseNanos from the intended start
         * @param serviceNanos from the actual start; in a closed load the same
         * @param lagNanos actual start behind intended start
         */
        void measure(int arm, int second, long responseNanos, long serviceNanos, long lagNanos) {
            timesOf(second).measure(arm, second, responseNanos, serviceNanos, lagNanos);
        }

        /**
         * A request has failed.
         *
         * @param second that it belongs to; negative in the warm-up
         * @param kind one of {@link FailureKind}
         */
        void measureFailure(int arm, int second, String kind, long responseNanos, long lagNanos) {
            timesOf(second).measureFailure(arm, second, kind, responseNanos, lagNanos);
        }

        /** Something else was measured of a good answer. */
        void measure(int arm, int second, Quantity quantity, long nanos) {
            timesOf(second).measure(arm, second, quantity, nanos);
        }

        /** The steps of this arm's streams. */
        StreamCounts streams(int arm) {
            return streams[arm];
        }

        private Times window() {
            return times[0];
        }

        private Times warmUp() {
            return times[1];
        }

        /** No branch tells them apart, and the same is done for both: what the JVM compiles in the warm-up is what the window needs. */
        private Times timesOf(int second) {
            return times[second >>> (Integer.SIZE - 1)];
        }
    }

    /** What one thread has recorded of the window, or of the warm-up. */
    private static final class Times {
        private final boolean isClosed;
        private final Seconds[] answered;
        /** Empty in a closed load. */
        private final Seconds[] service;

        private final List<Map<String, Seconds>> failed;
        private final Seconds lag = new Seconds();
        private final Map<Quantity, Seconds[]> quantities = new EnumMap<>(Quantity.class);

        private Times(int arms, LoadModel model) {
            this.isClosed = model == LoadModel.CLOSED;
            this.answered = seconds(arms);
            this.service = seconds(arms);
            this.failed = Stream.<Map<String, Seconds>>generate(HashMap::new)
                    .limit(arms)
                    .toList();
            for (Quantity quantity : Quantity.values()) {
                quantities.put(quantity, seconds(arms));
            }
        }

        private void measure(int arm, int second, long responseNanos, long serviceNanos, long lagNanos) {
            answered[arm].record(second, responseNanos);
            if (!isClosed) {
                service[arm].record(second, serviceNanos);
            }
            lag.record(second, lagNanos);
        }

        private void measureFailure(int arm, int second, String kind, long responseNanos, long lagNanos) {
            failed.get(arm).computeIfAbsent(kind, _ -> new Seconds()).record(second, responseNanos);
            lag.record(second, lagNanos);
        }

        private void measure(int arm, int second, Quantity quantity, long nanos) {
            Objects.requireNonNull(quantities.get(quantity))[arm].record(second, Math.max(0, nanos));
        }

        private static Seconds[] seconds(int arms) {
            return Stream.generate(Seconds::new).limit(arms).toArray(Seconds[]::new);
        }
    }

    /**
     * A whole run; lists by index of the arm, times in nanoseconds.
     *
     * @param answered response times of the window's good answers
     * @param service from the actual start, of the same
     * @param warmUp response times of the warm-up's good answers
     * @param failed response times of the window's failures, by kind
     * @param lag how far behind the intended start requests of the window started
     * @param answeredEver good answers, warm-up included
     * @param failedEver failures, warm-up included
     * @param underWayNanos for how long of the window requests were under way, good or not, whenever they began
     * @param quantities what else was measured of the window's good answers
     * @param streamCounts the steps of streams, warm-up included
     */
    record Totals(
            List<Arm> arms,
            List<Seconds.Merged> answered,
            List<Seconds.Merged> service,
            List<Seconds.Merged> warmUp,
            List<Map<String, Seconds.Merged>> failed,
            Seconds.Merged lag,
            List<Long> answeredEver,
            List<Long> failedEver,
            List<Long> underWayNanos,
            Map<Quantity, List<Seconds.Merged>> quantities,
            List<StreamCounts> streamCounts) {

        /** What was started in the window, by request name. */
        Map<String, Count> windowCounts() {
            Map<String, Count> counts = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                counts.put(name(arm), new Count(answered.get(arm).count(), failed(arm)));
            }
            return counts;
        }

        /** How many requests were under way on average in a window of so many nanoseconds, by request name. */
        Map<String, Double> underWay(long windowNanos) {
            Map<String, Double> means = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                means.put(name(arm), underWayNanos.get(arm) / (double) windowNanos);
            }
            return means;
        }

        /** Failures of the window. */
        long failed(int arm) {
            return failed.get(arm).values().stream()
                    .mapToLong(Seconds.Merged::count)
                    .sum();
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

        /** A quantity by request name, of those arms that have it. */
        Map<String, Seconds.Merged> of(Quantity quantity) {
            List<Seconds.Merged> all = Objects.requireNonNull(quantities.get(quantity));
            Map<String, Seconds.Merged> some = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                if (arms.get(arm).isStream()) {
                    some.put(name(arm), all.get(arm));
                }
            }
            return some;
        }

        /** One for each arm, by its name. */
        Map<String, Seconds.Merged> byName(List<Seconds.Merged> all) {
            Map<String, Seconds.Merged> named = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                named.put(name(arm), all.get(arm));
            }
            return named;
        }

        /** The window's failures by request name and kind: {@code wait:timeout}. */
        Map<String, Seconds.Merged> failuresByNameAndKind() {
            Map<String, Seconds.Merged> named = new LinkedHashMap<>();
            for (int arm = 0; arm < arms.size(); arm++) {
                String name = name(arm);
                failed.get(arm).forEach((kind, seconds) -> named.put(name + ":" + kind, seconds));
            }
            return named;
        }

        String name(int arm) {
            return arms.get(arm).name();
        }

        /** How much longer the window's good answers took from second to second, whatever they were of. */
        double queueGrowth() {
            var medians = new TreeMap<Long, Long>();
            for (int second : answered.stream()
                    .flatMap(merged -> merged.seconds().stream())
                    .distinct()
                    .toList()) {
                var all = new Histogram(Seconds.SIGNIFICANT_DIGITS);
                answered.forEach(merged -> all.add(merged.of(second)));
                medians.put(TimeUnit.SECONDS.toMillis(second), all.getValueAtPercentile(50));
            }
            return QueueGrowth.of(medians);
        }

        /** Whether there is no good answer in the window. */
        boolean isNothingAnswered() {
            return answered.stream().allMatch(seconds -> seconds.count() == 0);
        }
    }
}
