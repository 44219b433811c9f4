package claimbench.harness.run;

import claimbench.harness.result.Beyond;
import claimbench.harness.result.RunChecks.Reading;
import claimbench.harness.result.RunChecks.Witness;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether two load generators agree within noise. Noise is what each of them differs by from round to round, and never less
 * than a limit of its own for each figure: of the two, wrk prints three digits, and each has a client of its own that adds
 * to the slowest answers. Nor may it be more than twice that limit: two tools that differ from themselves by as much as they like would
 * always agree. A difference beyond even such noise is one.
 */
final class WitnessCheck {
    static final double RATE_MAX = 0.05;
    static final double P50_MAX = 0.05;
    static final double P99_MAX = 0.25;

    /** Beyond so many limits noise hides what is looked for. */
    static final double NOISE_LIMITS_MAX = 2;

    private WitnessCheck() {}

    /** Of one figure, from the best to the worst. */
    private enum Outcome {
        AGREES("agrees within noise"),
        TOO_NOISY("the noise is too large to tell"),
        DISAGREES("disagrees beyond noise");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        State state() {
            return switch (this) {
                case AGREES -> State.PASSED;
                case TOO_NOISY -> State.UNKNOWN;
                case DISAGREES -> State.FAILED;
            };
        }
    }

    static Finding agreement(Witness witness) {
        var texts = new ArrayList<String>();
        Outcome worst = Collections.max(List.of(
                compare("requests/s", "%,.0f", 1, witness, Reading::requestsPerSecond, RATE_MAX, texts),
                compare("p50", "%.2f ms", 1e6, witness, reading -> (double) reading.latencyNanosP50(), P50_MAX, texts),
                compare(
                        "p99",
                        "%.2f ms",
                        1e6,
                        witness,
                        reading -> (double) reading.latencyNanosP99(),
                        P99_MAX,
                        texts)));
        return new Finding(
                TrustCheck.SECOND_WITNESS,
                worst.state(),
                worst.words + " on " + witness.server() + " "
                        + witness.target() + " with " + witness.users() + " users (Gatling / wrk): "
                        + String.join(", ", texts));
    }

    private static Outcome compare(
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
        double noiseMax = NOISE_LIMITS_MAX * limit;
        double difference = gatling / wrk - 1;
        texts.add(String.format(
                Locale.ROOT,
                "%s " + format + " / " + format + " (%+.1f %%, noise %s)",
                name,
                gatling / unit,
                wrk / unit,
                100 * difference,
                Beyond.percent(noise, noiseMax, 0)
                        + (noise > noiseMax
                                ? String.format(Locale.ROOT, ", too much over %.0f %%", 100 * noiseMax)
                                : "")));
        if (Math.abs(difference) <= noise) {
            return noise > noiseMax ? Outcome.TOO_NOISY : Outcome.AGREES;
        }
        return Outcome.DISAGREES;
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
