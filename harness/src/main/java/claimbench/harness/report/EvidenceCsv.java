package claimbench.harness.report;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** The evidence as comma-separated values (RFC 4180): a header, then a line for each row. */
final class EvidenceCsv {
    private EvidenceCsv() {}

    static String of(List<Verdict> verdicts) {
        var csv = new StringBuilder(Csv.line(
                "claim",
                "verdict",
                "case",
                "target",
                "quantity",
                "parameters",
                "value",
                "low",
                "high",
                "expectedLow",
                "expectedHigh",
                "theory",
                "trials",
                "level",
                "judged"));
        for (Verdict verdict : verdicts) {
            for (Row row : verdict.shownRows()) {
                Evidence evidence = row.evidence();
                csv.append(Csv.line(
                        verdict.claim().id(),
                        verdict.ruling(),
                        row.caseLabel(),
                        evidence.target(),
                        evidence.quantity(),
                        evidence.parameters().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(" ")),
                        evidence.value(),
                        evidence.low(),
                        evidence.high(),
                        evidence.expectedLow(),
                        evidence.expectedHigh(),
                        evidence.theory(),
                        evidence.trials(),
                        verdict.level(),
                        !verdict.beside().contains(row)));
            }
        }
        return csv.toString();
    }
}
