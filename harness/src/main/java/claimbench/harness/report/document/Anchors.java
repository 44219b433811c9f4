package claimbench.harness.report.document;

import java.util.regex.Pattern;

/** Names that are also parts of addresses, of file names and of labels in LaTeX. */
final class Anchors {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*");

    private Anchors() {}

    /** @throws IllegalArgumentException that shows the name */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an anchor starts with a letter and has letters, digits, dots and hyphens: \"" + name + "\"");
        }
        return name;
    }
}
