package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All verdicts of a run on half a page, as Markdown: a line for each claim that was measured, with its reason, and what programs showed and what
 * cannot be tested in a sentence each. For a README, where every word is made from {@code verdicts.json}.
 */
public final class Overview {
    private Overview() {}

    /** The lines, without a line feed at their end. */
    public static List<String> lines(VerdictsFile verdicts, Catalogue catalogue) {
        var lines = new ArrayList<String>();
        List<VerdictsFile.Entry> measured = verdicts.verdicts().stream()
                .filter(entry -> entry.traces().isEmpty() && !isNotTestable(entry))
                .toList();
        if (!measured.isEmpty()) {
            lines.add("| claim | about | verdict | why |");
            lines.add("|---|---|---|---|");
            measured.forEach(entry -> lines.add("| " + entry.claim() + " | " + title(catalogue, entry) + " | "
                    + entry.verdict() + " | " + Markdown.line(entry.reason()) + " |"));
        }
        List<VerdictsFile.Entry> shown = verdicts.verdicts().stream()
                .filter(entry -> !entry.traces().isEmpty())
                .toList();
        if (!shown.isEmpty()) {
            lines.add("");
            lines.add("What an event loop does, shown by programs: " + named(shown, catalogue) + ".");
        }
        List<VerdictsFile.Entry> advice =
                verdicts.verdicts().stream().filter(Overview::isNotTestable).toList();
        if (!advice.isEmpty()) {
            lines.add("");
            lines.add("Advice, which nothing can measure: " + named(advice, catalogue) + ".");
        }
        return List.copyOf(lines);
    }

    private static boolean isNotTestable(VerdictsFile.Entry entry) {
        return entry.verdict().equals("NOT_TESTABLE");
    }

    private static String named(List<VerdictsFile.Entry> entries, Catalogue catalogue) {
        return entries.stream()
                .map(entry -> entry.claim() + " " + title(catalogue, entry) + " ("
                        + entry.verdict().replace('_', ' ')
                        + (entry.basis().equals("direct") ? ", on Python itself)" : ")"))
                .collect(Collectors.joining("; "));
    }

    private static String title(Catalogue catalogue, VerdictsFile.Entry entry) {
        return catalogue
                .claim(entry.claim())
                .map(claim -> Markdown.line(claim.title().en()))
                .orElse("");
    }
}
