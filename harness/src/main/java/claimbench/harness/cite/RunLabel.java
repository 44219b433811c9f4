package claimbench.harness.cite;

import claimbench.contract.MeterNames;
import java.util.function.UnaryOperator;

/** Names the run by its id in a line of its meters: runs of earlier versions are named there as their folders were, which are the user's own words. */
final class RunLabel implements UnaryOperator<String> {
    private static final String LABEL = MeterNames.RUN + "=\"";

    private final String id;

    RunLabel(String id) {
        this.id = id;
    }

    @Override
    public String apply(String line) {
        int start = start(line);
        if (start < 0 || line.startsWith("#")) {
            return line;
        }
        int end = end(line, start);
        return end < 0 ? line : line.substring(0, start) + id + line.substring(end);
    }

    /** Where the label's value begins; below 0 where there is none. */
    private static int start(String line) {
        int at = line.indexOf(LABEL);
        while (at > 0 && line.charAt(at - 1) != '{' && line.charAt(at - 1) != ',') {
            at = line.indexOf(LABEL, at + 1);
        }
        return at <= 0 ? -1 : at + LABEL.length();
    }

    /** The quote that ends a value, which is none that a backslash stands before. */
    private static int end(String line, int start) {
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }
}
