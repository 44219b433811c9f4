package claimbench.harness.cite;

import java.util.regex.Pattern;

/**
 * Names of files in an archive: letters, digits, dots, hyphens, underscores and @ between slashes. There is no way out of a folder in such a name, on no
 * system: no {@code ..}, no drive, no backslash, no name that begins with a slash.
 */
final class Names {
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._@-]{1,120}");
    private static final int LENGTH_MAX = 400;

    private Names() {}

    /** Whether it is such a name. */
    static boolean areSafe(String name) {
        if (name.length() > LENGTH_MAX) {
            return false;
        }
        for (String segment : name.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether it names a file without a folder. */
    static boolean isOne(String name) {
        return areSafe(name) && name.indexOf('/') < 0;
    }
}
