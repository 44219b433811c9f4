package claimbench.harness.result;

import claimbench.harness.result.Trial.Finding;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How busy the JIT compilers were in a trial's window, as STEADY_STATE says it. A finding is stored as text, in which this one sentence is
 * looked for again; it is made and read here and nowhere else.
 */
public final class CompilersAtWork {
    /**
     * Share of the window that a process's compilers may work, all of their threads together. None at all would be too much to ask:
     * at 50 requests a second methods get hot one after another for minutes, and take up to 6 % of a core ({@code harness/docs/decisions}).
     */
    public static final double SHARE_MAX = 0.1;

    private static final String START = "compilers at work: ";
    private static final Pattern SENTENCE = Pattern.compile(START + "([^;]*)");
    private static final Pattern LIMIT = Pattern.compile(", at most .* allowed$");
    private static final Pattern SHARE = Pattern.compile("\\S+ ([\\d.]+) %");

    private CompilersAtWork() {}

    /**
     * The sentence.
     *
     * @param shares of the window, by process; empty where that is not shown
     */
    public static String sentence(Map<String, Optional<Double>> shares) {
        return START
                + shares.entrySet().stream()
                        .map(entry -> entry.getKey() + " "
                                + entry.getValue().map(CompilersAtWork::percent).orElse("not shown"))
                        .collect(Collectors.joining(", "));
    }

    /** The sentence with what is allowed, where anything is known to hold against it. */
    public static String besideLimit(Map<String, Optional<Double>> shares) {
        return sentence(shares)
                + (shares.values().stream().anyMatch(Optional::isPresent)
                        ? ", at most " + percent(SHARE_MAX) + " allowed"
                        : "");
    }

    /** Whether a finding says of one process or another that its compilers worked for more than is allowed. */
    public static boolean isAboveLimit(Finding finding) {
        return SENTENCE.matcher(finding.detail())
                .results()
                .map(found -> LIMIT.matcher(found.group(1)).replaceFirst(""))
                .flatMap(shares -> Arrays.stream(shares.split(", ", -1)))
                .map(SHARE::matcher)
                .anyMatch(share -> share.matches() && Double.parseDouble(share.group(1)) > 100 * SHARE_MAX);
    }

    /** With one decimal, or as many as it takes to see that it is more than is allowed. */
    public static String percent(double share) {
        return Beyond.percent(share, SHARE_MAX, 1);
    }
}
