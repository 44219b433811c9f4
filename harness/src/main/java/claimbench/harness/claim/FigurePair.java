package claimbench.harness.claim;

import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.stats.Change;
import claimbench.harness.stats.Change.Better;
import claimbench.harness.stats.EffectSize;
import claimbench.harness.stats.Estimate;
import claimbench.harness.stats.Holm;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.NoiseBand;
import claimbench.harness.stats.TwoGroups;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A figure with its trials in two runs, before it is known what became of it. Equal to itself alone. */
final class FigurePair {
    private final String target;
    private final @Nullable Text ofCase;
    private final String quantity;
    private final String kind;
    private final Better better;
    private final double[] a;
    private final double[] b;

    private FigurePair(
            String target, @Nullable Text ofCase, String quantity, String kind, Better better, double[] a, double[] b) {
        this.target = target;
        this.ofCase = ofCase;
        this.quantity = quantity;
        this.kind = kind;
        this.better = better;
        this.a = a;
        this.b = b;
    }

    /**
     * A figure with its trials.
     *
     * @param ofCase which case of a claim it belongs to; null where it is of a condition
     * @return empty where a run has no trial with it, or it is no number there
     */
    static Optional<FigurePair> of(
            String target, @Nullable Text ofCase, String quantity, String kind, Better better, double[] a, double[] b) {
        boolean usable = a.length > 0
                && b.length > 0
                && DoubleStream.concat(Arrays.stream(a), Arrays.stream(b))
                        .allMatch(value -> value >= 0 && Double.isFinite(value));
        return usable ? Optional.of(new FigurePair(target, ofCase, quantity, kind, better, a, b)) : Optional.empty();
    }

    /** Whether a ratio means something: a count of nothing has none. */
    private boolean hasRatio() {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).allMatch(value -> value > 0);
    }

    private Estimate ratio(double level) {
        return TwoGroups.ratio(level, b, a);
    }

    /** The smallest α at which the two differ. */
    private double p() {
        return Holm.p(level -> hasRatio()
                ? ratio(level) instanceof Interval interval && (interval.low() > 1 || interval.high() < 1)
                : Change.ofCounts(level, a, b, better).different());
    }

    private Change at(double level, @Nullable NoiseBand noise) {
        if (!hasRatio()) {
            return Change.ofCounts(level, a, b, better);
        }
        return noise == null ? Change.INCONCLUSIVE : Change.of(ratio(level), noise, better);
    }

    private FigureChange result(double level, @Nullable NoiseBand noise, Change change) {
        Estimate ratio = hasRatio() ? ratio(level) : null;
        Interval interval = ratio instanceof Interval found ? found : null;
        return new FigureChange(
                target,
                ofCase,
                quantity,
                kind,
                median(a),
                median(b),
                ratio == null ? null : (Double) ratio.value(),
                interval == null ? null : (Double) interval.low(),
                interval == null ? null : (Double) interval.high(),
                hedgesG(),
                EffectSize.cliffsDelta(b, a),
                level,
                noise == null ? null : (Double) noise.factor(),
                a.length,
                b.length,
                change);
    }

    /** Not known with one trial only, nor where nothing scatters. */
    private @Nullable Double hedgesG() {
        if (a.length < 2 || b.length < 2) {
            return null;
        }
        double g = EffectSize.hedgesG(b, a);
        return Double.isFinite(g) ? (Double) g : null;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * All figures that are compared. Differences are judged at the level that Holm's procedure gives to each, so that none of them is
     * there by chance with 95 %. That nothing changed is said at the plain level: to ask more of it because others
     * were compared too would guard against nothing. Not thread-safe.
     */
    static final class Family {
        private final double level;
        private final RunNoise noise;
        private final Map<FigurePair, Double> pByFigure = new LinkedHashMap<>();
        private final Map<FigurePair, Double> levelByFigure = new LinkedHashMap<>();

        Family(double level, RunNoise noise) {
            this.level = level;
            this.noise = noise;
        }

        /** Takes a figure in; all are in before the family is closed. */
        void add(FigurePair figure) {
            pByFigure.put(figure, figure.p());
        }

        void close() {
            double[] levels = Holm.levels(
                    level,
                    pByFigure.values().stream().mapToDouble(Double::doubleValue).toArray());
            List<FigurePair> figures = List.copyOf(pByFigure.keySet());
            for (int i = 0; i < levels.length; i++) {
                levelByFigure.put(figures.get(i), levels[i]);
            }
        }

        /** What became of a figure of the family. */
        FigureChange change(FigurePair figure) {
            NoiseBand band = noise.band(figure.kind);
            double itsLevel = levelByFigure.getOrDefault(figure, level);
            Change corrected = figure.at(itsLevel, band);
            if (corrected == Change.INCONCLUSIVE && figure.at(level, band) == Change.WITHIN_NOISE) {
                return figure.result(level, band, Change.WITHIN_NOISE);
            }
            return figure.result(itsLevel, band, corrected);
        }

        /** A figure whose trials cannot be trusted, or have no other to be compared with. */
        FigureChange untrusted(FigurePair figure) {
            return figure.result(level, noise.band(figure.kind), Change.INCONCLUSIVE);
        }
    }
}
