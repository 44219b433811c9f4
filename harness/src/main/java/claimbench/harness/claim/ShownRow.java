package claimbench.harness.claim;

import claimbench.harness.result.Trial;
import claimbench.harness.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure beside a claim's evidence, on one target. No verdict is made from it: it is no {@link Row}, and where it has no value that
 * is no doubt about the claim.
 *
 * @param label which case of the claim it belongs to
 * @param shown what was asked
 * @param target that was measured
 * @param parameters of the scenario, and of this figure
 * @param value the estimate over trials; null where there is none
 * @param low lower end of the interval, or the smallest trial of a count; null for one trial, or none
 * @param high upper end of the interval, or the largest trial of a count; null for one trial, or none
 * @param trials how many trials it rests on
 * @param missing why it has no value; null where it has one
 */
public record ShownRow(
        Text label,
        Shown shown,
        String target,
        Map<String, Object> parameters,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        int trials,
        @Nullable Text missing) {

    /**
     * The figure of a condition, from all of its trials that completed, or from none of them: what is left where some lack it would be
     * another load's.
     *
     * @param level of confidence of the interval
     * @return empty where no trial completed
     */
    static Optional<ShownRow> of(
            Observations run, Text label, Shown shown, String target, List<Trial> trials, double level) {
        List<Trial> completed = trials.stream()
                .filter(Trial::completed)
                .filter(trial -> Judge.baselineWasPlanned(run, shown.against(), trial.round(), target))
                .toList();
        if (completed.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> parameters = Judge.parameters(shown.parameters(), completed.getFirst());
        var values = new ArrayList<Double>();
        Text missing;
        try {
            for (Trial trial : completed) {
                values.add(shown.quantity().of(run, trial, shown.asked()));
            }
            Estimate estimate = shown.quantity()
                    .estimate(
                            level,
                            values.stream().mapToDouble(Double::doubleValue).toArray());
            return Optional.of(new ShownRow(
                    label,
                    shown,
                    target,
                    parameters,
                    estimate.value(),
                    Evidence.low(estimate),
                    Evidence.high(estimate),
                    estimate.n(),
                    null));
        } catch (UnmeasurableException e) {
            missing = e.text();
        } catch (RuntimeException e) {
            // Doubt is a value: what cannot be computed is said, and decides nothing.
            missing = new Text(String.valueOf(e.getMessage()), "计算出错");
        }
        return Optional.of(new ShownRow(label, shown, target, parameters, null, null, null, 0, missing));
    }
}
