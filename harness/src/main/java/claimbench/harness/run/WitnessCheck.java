package claimbench.harness.run;

import claimbench.harness.result.RunChecks.Reading;
import claimbench.harness.result.RunChecks.Witness;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether two load generators agree within noise. Noise is what each of them differs by from round to round, and never less
 * than a limit of its own for each figure: of the two, wrk prints three digits, and each has a client of its own that adds
 * to the slowest answers.
 */
final class WitnessCheck {
    static final double RATE_MAX = 0.05;
    static final double P50_MAX = 0.05;
    static final double P99_MAX = 0.25;

    private WitnessCheck() {}

    static Finding agreement(Witness witness) {
        var texts = new ArrayList<String>();
        boolean agree = compare("requests/s", "%,.0f", 1, witness, Reading::requestsPerSecond, RATE_MAX, texts);
        agree &= compare("p50", "%.2f ms", 1e6, witness, reading -> (double) reading.latencyNanosP50(), P50_MAX, texts);
        agree &= compare("p99", "%.2f ms", 1e6, witness, reading -> (double) reading.latencyNanosP99(), P99_MAX, texts);
        return new Finding(
                TrustCheck.SECOND_WITNESS,
                agree,
                (agree ? "agrees within noise" : "disagrees beyond noise") + " on " + witness.server() + " "
                        + witness.target() + " with " + witness.users() + " users (Gatling / wrk): "
                        + String.join(", ", texts));
    }

    private static boolean compare(
            String name,
            String format,
            double unit,
            Witness witness,
            ToDoubleFunction<Reading> figure,
            double limit,
            List<String> texts) {
        double gatling = mean(witness.gatling(), figure);
        double wrk = mean(witness.wrk(), figure);
        double noise = Math.max(limit, Math.max(spread(witness.gatling(), figure), spread(witness.wrk(), figure)));
        double difference = gatling / wrk - 1;
        texts.add(String.format(
                Locale.ROOT,
                "%s " + format + " / " + format + " (%+.1f %%, noise %.0f %%)",
                name,
                gatling / unit,
                wrk / unit,
                100 * difference,
                100 * noise));
        return Math.abs(difference) <= noise;
    }

    private static double mean(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return readings.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    /** The largest over the smallest, less one. */
    private static double spread(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        var statistics = readings.stream().mapToDouble(figure).summaryStatistics();
        return statistics.getMax() / statistics.getMin() - 1;
    }
}
