package claimbench.harness.report.document;

import java.util.regex.Pattern;

/** Names that are also parts of addresses, of file names and of labels in LaTeX. */
public final class Anchors {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*");

    private Anchors() {}

    /** A name that may be an anchor, made from any name; different ones stay different, and one that may be an anchor stays as it is. */
    public static String of(String name) {
        if (NAME.matcher(name).matches()) {
            return name;
        }
        var anchor = new StringBuilder("x");
        name.codePoints().forEach(point -> {
            if (point < 128 && Character.isLetterOrDigit(point)) {
                anchor.appendCodePoint(point);
            } else {
                anchor.append('.').append(Integer.toHexString(point)).append('.');
            }
        });
        return anchor.toString();
    }

    /** @throws IllegalArgumentException that shows the name */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an anchor starts with a letter and has letters, digits, dots and hyphens: \"" + name + "\"");
        }
        return name;
    }
}
