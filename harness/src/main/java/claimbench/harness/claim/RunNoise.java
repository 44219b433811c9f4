package claimbench.harness.claim;

import claimbench.harness.stats.Interval;
import claimbench.harness.stats.NoiseBand;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How large a change two runs take for none: what each of them found between a condition and itself (A/A), by kind of figure.
 *
 * <p>Of the figures of a kind, and of the two runs, the widest counts. A kind that was not measured twice has the widest of all
 * kinds: it is not known to be quieter.
 *
 * <p>Noise has a limit: beyond it nothing can be said to be unchanged. It is a tenth, since verdicts turn on a tenth, and a change that
 * would turn one must not pass for none; and a quarter for what the slowest requests or the kernel's clock ticks decide, which scatter more:
 * the same quarter that two generators may differ by in their 99th percentiles (SECOND_WITNESS).
 *
 * @param kinds those that were measured twice; empty where no run measured a condition twice, in two rounds at least
 */
public record RunNoise(List<Kind> kinds) {

    /**
     * The noise of a kind of figure.
     *
     * @param kind of figure, in words
     * @param factor changes by less, up or down, are noise
     * @param of the figure that it comes from
     * @param run that it comes from: A or B
     */
    public record Kind(String kind, double factor, String of, String run) {

        /** The widest that it may be, for anything to be said to be unchanged. */
        @JsonProperty
        public double factorMax() {
            return RunNoise.factorMax(kind);
        }

        public boolean tooLarge() {
            return factor > factorMax();
        }
    }

    private static final double FACTOR_MAX = 1.10;
    private static final double FACTOR_MAX_OF_SCATTERED = 1.25;
    private static final Set<String> SCATTERED = Set.of(
            TrialFigure.P99,
            TrialFigure.CPU_TIME,
            Quantity.P99_RATIO.label(),
            Quantity.P99_OVER_WAIT.label(),
            Quantity.CORES_BUSY.label());

    /** The widest band of a kind of figure under which something can be said to be unchanged. */
    static double factorMax(String kind) {
        return SCATTERED.contains(kind) ? FACTOR_MAX_OF_SCATTERED : FACTOR_MAX;
    }

    /** What two runs showed of themselves. */
    static RunNoise of(Observations a, Catalogue catalogueOfA, Observations b, Catalogue catalogueOfB) {
        Optional<AaComparison> ofA = AaComparison.of(a, catalogueOfA);
        Optional<AaComparison> ofB = AaComparison.of(b, catalogueOfB);
        Set<String> names = new LinkedHashSet<>(
                List.of(TrialFigure.MEDIAN, TrialFigure.P99, TrialFigure.RATE, TrialFigure.CPU_TIME));
        Stream.of(Quantity.values()).map(Quantity::label).forEach(names::add);
        var kinds = new ArrayList<Kind>();
        for (String name : names) {
            Stream.concat(kinds("A", ofA, name), kinds("B", ofB, name))
                    .max((one, other) -> Double.compare(one.factor, other.factor))
                    .ifPresent(kinds::add);
        }
        return new RunNoise(List.copyOf(kinds));
    }

    private static Stream<Kind> kinds(String run, Optional<AaComparison> aa, String kind) {
        return aa.stream()
                .flatMap(found -> found.figures().stream())
                .filter(figure -> TrialFigure.isOf(figure.quantity(), kind))
                .map(figure -> band(figure, kind).map(band -> new Kind(kind, band.factor(), figure.quantity(), run)))
                .flatMap(Optional::stream);
    }

    private static Optional<NoiseBand> band(AaComparison.Figure figure, String kind) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null || !Double.isFinite(high) || low <= 0
                ? Optional.empty()
                : Optional.of(NoiseBand.of(
                        new Interval(
                                figure.ratio(),
                                low,
                                high,
                                Judge.LEVEL,
                                figure.rounds().size()),
                        factorMax(kind)));
    }

    /** The band of a kind; null where no noise is known. */
    @Nullable
    NoiseBand band(String kind) {
        return widest(one -> one.kind.equals(kind))
                .or(() -> widest(one -> true))
                .map(factor -> new NoiseBand(factor, factorMax(kind)))
                .orElse(null);
    }

    private Optional<Double> widest(Predicate<Kind> which) {
        return kinds.stream().filter(which).map(Kind::factor).max(Double::compare);
    }
}
