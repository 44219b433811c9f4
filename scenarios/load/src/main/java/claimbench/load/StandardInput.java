package claimbench.load;

import claimbench.runtime.ParentWatch;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Standard input: the line that says where the target is, and, by its end, that the parent is gone. */
final class StandardInput {
    private static final String GO = "go ";
    private static final int LINE_BYTES_MAX = 1_000;

    private StandardInput() {}

    /**
     * Waits for {@code go http://HOST:PORT}.
     *
     * @throws RunException where the input ends before that
     * @throws SettingsException where the line says something else
     */
    static URI awaitTarget() {
        String line = readLine();
        if (!line.startsWith(GO)) {
            throw new SettingsException("standard input must say 'go http://HOST:PORT', not '" + line + "'");
        }
        return Settings.address(line.substring(GO.length()).strip());
    }

    /** Ends the process at once when standard input ends: whoever wanted the results is gone. */
    static void endWithParent() {
        ParentWatch.onGone(() -> Runtime.getRuntime().halt(1));
    }

    /** Reads byte by byte: what follows the line is the parent watch's. */
    private static String readLine() {
        var line = new StringBuilder();
        try {
            for (int next = System.in.read(); next != '\n' && line.length() < LINE_BYTES_MAX; next = System.in.read()) {
                if (next < 0) {
                    throw new RunException("standard input ended before 'go http://HOST:PORT'");
                }
                line.append((char) next);
            }
        } catch (IOException e) {
            throw new RunException("cannot read standard input: " + e.getMessage());
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }
}
