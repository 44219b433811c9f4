package claimbench.kit;

import claimbench.kit.Check.Failure;
import claimbench.kit.Check.Outcome;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks as people read them: a table, facet by facet, and under each failure what was sent, expected and what came. */
final class TableText {
    private static final int CHECK_WIDTH = 84;

    /** Of one check: the cases of a check mostly fail for one reason. */
    private static final int FAILURES_SHOWN_MAX = 3;

    private final PrintStream out;

    TableText(PrintStream out) {
        this.out = out;
    }

    /** The checks of one facet. A reason is said once. */
    void facet(List<Check> checks) {
        String said = "";
        out.println();
        out.println(checks.getFirst().facet());
        for (Check check : checks) {
            String cases = check.cases() > 1 ? " (" + check.cases() + " cases)" : "";
            out.println("  " + padded(check.check() + cases) + "  " + outcome(check, said));
            said = check.reason();
            check.failures().stream().limit(FAILURES_SHOWN_MAX).forEach(this::failure);
            if (check.failures().size() > FAILURES_SHOWN_MAX) {
                line("…", check.failures().size() - FAILURES_SHOWN_MAX + " more failed; --json has them all");
            }
        }
        out.flush();
    }

    private static String outcome(Check check, String said) {
        return switch (check.outcome()) {
            case OK -> "ok";
            case FAILED ->
                check.cases() > 1 ? "FAILED in " + check.failures().size() + " of " + check.cases() : "FAILED";
            case NOT_RUN, IMPEDED -> check.reason().equals(said) ? "not run" : "not run: " + check.reason();
        };
    }

    private void failure(Failure failure) {
        line("case", failure.input());
        line("sent", failure.sent());
        line("expected", failure.expected());
        line("came", failure.came());
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            out.println(String.format(Locale.ROOT, "      %-9s %s", name, text));
        }
    }

    /** How many of which, and what keeps the others from being green. */
    void summary(List<Check> checks) {
        out.println();
        out.println(checks.size() + " checks, "
                + checks.stream().mapToInt(Check::cases).sum() + " cases: "
                + count(checks, Outcome.OK) + " ok, " + count(checks, Outcome.FAILED) + " failed, "
                + (count(checks, Outcome.NOT_RUN) + count(checks, Outcome.IMPEDED)) + " not run");
        checks.stream()
                .filter(check -> check.outcome() == Outcome.IMPEDED)
                .collect(Collectors.groupingBy(Check::reason, LinkedHashMap::new, Collectors.counting()))
                .forEach((reason, count) -> out.println("nothing is known of " + count + " of these: " + reason));
        out.flush();
    }

    static long count(List<Check> checks, Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    private static String padded(String text) {
        return text.length() >= CHECK_WIDTH ? text : text + " ".repeat(CHECK_WIDTH - text.length());
    }
}
