package claimbench.harness.claim;

import claimbench.harness.stats.Interval;
import claimbench.harness.stats.NoiseBand;
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
    public record Kind(String kind, double factor, String of, String run) {}

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
                .map(figure -> band(figure).map(band -> new Kind(kind, band.factor(), figure.quantity(), run)))
                .flatMap(Optional::stream);
    }

    private static Optional<NoiseBand> band(AaComparison.Figure figure) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null || !Double.isFinite(high) || low <= 0
                ? Optional.empty()
                : Optional.of(NoiseBand.of(new Interval(
                        figure.ratio(), low, high, Judge.LEVEL, figure.rounds().size())));
    }

    /** The band of a kind; null where no noise is known. */
    @Nullable
    NoiseBand band(String kind) {
        return widest(one -> one.kind.equals(kind))
                .or(() -> widest(one -> true))
                .orElse(null);
    }

    private Optional<NoiseBand> widest(Predicate<Kind> which) {
        return kinds.stream()
                .filter(which)
                .map(Kind::factor)
                .max(Double::compare)
                .map(NoiseBand::new);
    }
}
