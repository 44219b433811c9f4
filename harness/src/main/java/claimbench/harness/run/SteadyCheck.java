package claimbench.harness.run;

import claimbench.harness.result.CompilersAtWork;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.ChangePoints;
import claimbench.harness.stats.SteadyState;
import claimbench.load.Rate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a trial had settled before its window began: tested, not assumed (E. Barrett and others, Virtual machine warmup blows
 * hot and cold, OOPSLA 2017).
 *
 * <p>The idea: what was answered in each second of the window, how long it took by the median, and what CPU time the target
 * spent on it are series that must not change ({@link SteadyState}). A change is one that noise would bring about once in so many trials
 * ({@link #CHANCE}, shared out among the series), and one that somebody cares for ({@link #TOLERANCE}). And the JIT
 * compilers must be idle, in the target and in the generator: who still compiles has not settled, whatever the series look like, and
 * works on the target's own cores.
 *
 * <p>A window of fewer than {@value #SECONDS_MIN} seconds cannot be tested: then that is said, and nothing has passed. The same holds of
 * an open load whose rate changes over the window: times and CPU follow the rate, as they are meant to. Nor would answers for each
 * arrival tell anything: an answer counts in the second in which it was due, so there is one for each arrival that did not fail, however
 * late. Compilers are watched there too.
 */
final class SteadyCheck {
    /** Two of the shortest pieces that change points know. */
    static final int SECONDS_MIN = 2 * ChangePoints.PIECE_MIN;

    /** By how much a part of the window may differ from its end: a claim's figures are judged to a tenth. */
    static final double TOLERANCE = 0.05;

    /** How often a trial may be found unsteady by chance: a run has some fifty, and each would leave a claim open. */
    static final double CHANCE = 0.001;

    /** The kernel counts CPU time in hundredths of a second: a change by fewer than three of them a second is none. */
    private static final double CORES_SLACK = 0.03;

    /** A request that slips over the edge of a second is in the next one. */
    private static final double ANSWERS_SLACK = 2;

    /** The median of fewer requests in a second is a lottery: kinds that are rarer make a series together. */
    private static final long ANSWERS_MIN = 3;

    private SteadyCheck() {}

    /** A series with a value for each second. */
    private static final class Series {
        private final double[] values;
        /** Smaller differences are none, whatever share they are. */
        private final double slack;

        Series(double[] values, double slack) {
            this.values = values;
            this.slack = slack;
        }
    }

    /**
     * Tests a window.
     *
     * @param seconds what was answered
     * @param cores CPU time of the target by the second; empty where it was not read
     * @param compilers share of the window that the compilers worked, by process; empty where that is not shown
     * @param offered how many requests an open load sends a second; empty for a closed one
     */
    static Finding of(
            TrialSeconds seconds,
            Optional<double[]> cores,
            Map<String, Optional<Double>> compilers,
            Optional<Rate> offered) {
        String compiled = CompilersAtWork.sentence(compilers);
        Optional<Rate> changing = offered.filter(Rate::changes);
        if (changing.isPresent()) {
            List<String> busy = busy(compilers);
            return busy.isEmpty()
                    ? Finding.unknown(
                            TrustCheck.STEADY_STATE,
                            "not judged: the load changes on purpose ("
                                    + changing.get().inWords() + "), and times and CPU with it; " + compiled)
                    : unsteady(busy);
        }
        if (seconds.count() < SECONDS_MIN) {
            return Finding.unknown(
                    TrustCheck.STEADY_STATE,
                    "the window has " + seconds.count() + " whole seconds, and it takes " + SECONDS_MIN
                            + " to see a change; " + CompilersAtWork.besideLimit(compilers));
        }
        Map<String, Series> series = series(seconds, cores);
        List<String> changes = changes(series);
        changes.addAll(busy(compilers));
        if (!changes.isEmpty()) {
            return unsteady(changes);
        }
        String settled = series.size() + " series of " + seconds.count() + " s settled ("
                + String.join(", ", series.keySet()) + ")";
        List<String> unseen = compilers.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return unseen.isEmpty()
                ? new Finding(TrustCheck.STEADY_STATE, true, settled + "; " + compiled)
                : Finding.unknown(TrustCheck.STEADY_STATE, settled + ", but " + compiled);
    }

    private static Finding unsteady(List<String> reasons) {
        return new Finding(TrustCheck.STEADY_STATE, false, "no steady state: " + String.join("; ", reasons));
    }

    /** Compilers that worked for too long, in words. */
    private static List<String> busy(Map<String, Optional<Double>> compilers) {
        var busy = new ArrayList<String>();
        compilers.forEach((process, share) -> share.filter(worked -> worked > CompilersAtWork.SHARE_MAX)
                .ifPresent(worked -> busy.add("the " + process + "'s compilers were at work for "
                        + CompilersAtWork.percent(worked) + " of the window, at most "
                        + CompilersAtWork.percent(CompilersAtWork.SHARE_MAX) + " allowed")));
        return busy;
    }

    private static Map<String, Series> series(TrialSeconds seconds, Optional<double[]> cores) {
        var series = new LinkedHashMap<String, Series>();
        series.put("answers a second", new Series(seconds.answers(), ANSWERS_SLACK));
        cores.filter(values -> values.length >= SECONDS_MIN)
                .ifPresent(values -> series.put("the target's cores busy", new Series(values, CORES_SLACK)));
        seconds.medianNanos(ANSWERS_MIN)
                .forEach((name, values) -> series.put("median of " + name, new Series(values, 0)));
        seconds.medianOverOwn(ANSWERS_MIN).ifPresent(values -> series.put("time of rare kinds", new Series(values, 0)));
        return series;
    }

    /** What changed, in words. */
    private static List<String> changes(Map<String, Series> series) {
        var changes = new ArrayList<String>();
        series.forEach((name, one) -> {
            double[] values = one.values;
            double mean = Arrays.stream(values).average().orElse(0);
            double tolerance = Math.max(TOLERANCE, mean > 0 ? one.slack / mean : 0);
            if (SteadyState.of(tolerance, 1, CHANCE / series.size(), values)
                    instanceof SteadyState.Never(int lastChange, List<Integer> all)) {
                changes.add(name + " " + moved(values, lastChange, all) + " at second " + lastChange + " of "
                        + values.length + more(all));
            }
        });
        return changes;
    }

    /** From the piece before a change to all that came after it. */
    private static String moved(double[] values, int second, List<Integer> changes) {
        int pieceStart = changes.stream()
                .mapToInt(Integer::intValue)
                .filter(change -> change < second)
                .max()
                .orElse(0);
        double before = Arrays.stream(values, pieceStart, second).average().orElse(0);
        double after = Arrays.stream(values, second, values.length).average().orElse(0);
        return before > 0 ? String.format(Locale.ROOT, "changed by %+.0f %%", 100 * (after / before - 1)) : "began";
    }

    private static String more(List<Integer> changes) {
        return changes.size() > 1 ? " (" + changes.size() + " changes)" : "";
    }
}
