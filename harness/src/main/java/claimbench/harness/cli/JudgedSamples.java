package claimbench.harness.cli;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.run.JudgedMetrics.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verdicts, figures and findings as samples for the run's dashboards. */
final class JudgedSamples {
    private record Check(String name, String state) implements Comparable<Check> {
        @Override
        public int compareTo(Check other) {
            int byName = name.compareTo(other.name);
            return byName == 0 ? state.compareTo(other.state) : byName;
        }
    }

    private JudgedSamples() {}

    static List<Sample> of(StoredRun run, List<Verdict> verdicts) {
        var samples = new ArrayList<Sample>();
        for (Verdict verdict : verdicts) {
            samples.add(new Sample(
                    Meter.CLAIM_VERDICT,
                    Map.of(
                            MeterNames.CLAIM,
                            verdict.claim().id(),
                            MeterNames.VERDICT,
                            verdict.ruling().name()),
                    1));
            addFigures(samples, verdict);
        }
        findings(run)
                .forEach((check, trials) -> samples.add(new Sample(
                        Meter.TRUST_FINDINGS,
                        Map.of(MeterNames.CHECK, check.name, MeterNames.STATE, check.state),
                        trials)));
        return List.copyOf(samples);
    }

    private static void addFigures(List<Sample> samples, Verdict verdict) {
        Map<Map<String, String>, Integer> seen = new HashMap<>();
        for (Row row : verdict.rows()) {
            Evidence evidence = row.evidence();
            Map<String, String> labels = labels(verdict.claim().id(), row, "");
            int before = seen.merge(labels, 1, Integer::sum) - 1;
            // A case may ask the same quantity of several requests.
            Map<String, String> own =
                    before == 0 ? labels : labels(verdict.claim().id(), row, " (" + (before + 1) + ")");
            add(samples, Meter.CLAIM_EFFECT, own, evidence.value());
            add(samples, Meter.CLAIM_EFFECT_LOW, own, evidence.low());
            add(samples, Meter.CLAIM_EFFECT_HIGH, own, evidence.high());
            add(samples, Meter.CLAIM_EXPECTED_LOW, own, evidence.expectedLow());
            add(samples, Meter.CLAIM_EXPECTED_HIGH, own, evidence.expectedHigh());
        }
    }

    private static Map<String, String> labels(String claim, Row row, String which) {
        return Map.of(
                MeterNames.CLAIM,
                claim,
                MeterNames.CASE,
                row.caseLabel() + which,
                MeterNames.QUANTITY,
                row.evidence().quantity(),
                MeterNames.TARGET,
                row.evidence().target());
    }

    private static void add(List<Sample> samples, Meter meter, Map<String, String> labels, @Nullable Double value) {
        if (value != null) {
            samples.add(new Sample(meter, labels, value));
        }
    }

    private static Map<Check, Integer> findings(StoredRun run) {
        var counts = new TreeMap<Check, Integer>();
        Stream.concat(
                        run.checks().findings().stream(),
                        run.trials().stream().map(Trial::findings).flatMap(List::stream))
                .forEach(finding -> counts.merge(
                        new Check(finding.check().name(), finding.state().name().toLowerCase(Locale.ROOT)),
                        1,
                        Integer::sum));
        return counts;
    }
}
