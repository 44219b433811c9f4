package claimbench.harness.claim;

import java.util.List;

/**
 * What a program must do for a case of its claim to hold: exactly these lines, at these virtual times. Fixed before the
 * run.
 *
 * @param scene of the program that shows the claim
 * @param lines virtual time in milliseconds, a space, a text; at least one
 * @param reason why these and no others
 */
public record ExpectedTrace(String scene, List<String> lines, Text reason) {
    public ExpectedTrace {
        Required.text("scene", scene);
        Required.key("reason", reason);
        lines = Required.list(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a trace needs 'lines'");
        }
        long before = 0;
        for (String line : lines) {
            if (!line.matches("\\d{1,15} \\S.*")) {
                throw new IllegalArgumentException(
                        "a line of a trace is a time in milliseconds, a space and a text, not '" + line + "'");
            }
            long millis = Long.parseLong(line.substring(0, line.indexOf(' ')));
            if (millis < before) {
                throw new IllegalArgumentException("time goes back at the line '" + line + "'");
            }
            before = millis;
        }
    }
}
