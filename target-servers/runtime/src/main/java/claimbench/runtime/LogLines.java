package claimbench.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Many names in a log: all of them, in lines that a reader and a log's collector can still take. */
public final class LogLines {
    /** Characters of a line, but for a name that is longer by itself. */
    static final int CHARS_MAX = 1_000;

    private LogLines() {}

    /** The names, separated by commas, in as few lines as hold them; no line where there is no name. */
    public static List<String> of(Collection<String> names) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String name : names) {
            if (!line.isEmpty() && line.length() + ", ".length() + name.length() > CHARS_MAX) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : ", ").append(name);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
