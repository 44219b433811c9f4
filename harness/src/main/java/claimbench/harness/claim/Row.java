package claimbench.harness.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure with all that it was made from.
 *
 * @param label which case of the claim it belongs to
 * @param measure what was asked
 * @param evidence what came out
 * @param samples one for each trial
 */
public record Row(Text label, Measure measure, Evidence evidence, List<Sample> samples) {

    /** Which case of the claim it belongs to, in English: what tells rows apart. */
    public String caseLabel() {
        return label.en();
    }

    /** The same trials, asked at another level of confidence. */
    Row at(double level) {
        double[] values = samples.stream().mapToDouble(Sample::value).toArray();
        return new Row(label, measure, evidence.of(measure.quantity().estimate(level, values)), samples);
    }

    /**
     * The figure in one trial.
     *
     * @param trial its id
     * @param value of the quantity
     * @param baselineMedianNanos median response time of the baseline; null where the quantity compares nothing
     * @param treatmentMedianNanos median response time of the treatment; null where the quantity compares nothing
     */
    public record Sample(
            String trial,
            double value,
            @Nullable Double baselineMedianNanos,
            @Nullable Double treatmentMedianNanos) {}
}
