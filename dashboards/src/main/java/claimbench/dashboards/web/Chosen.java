package claimbench.dashboards.web;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values that somebody has chosen for a dashboard's variables. They come from outside, so what could end a string of PromQL is not
 * taken at all.
 */
final class Chosen {
    /** What Grafana's own pages send for "all of them". */
    static final String ALL = "$__all";

    private static final int LENGTH_MAX = 200;
    private static final int VALUES_MAX = 100;

    /** No quotes of any kind, no backslash, nothing that cannot be seen. */
    private static final Pattern ALLOWED = Pattern.compile("[^\"'`\\\\\\p{Cntrl}]{1," + LENGTH_MAX + "}");

    private final Map<String, List<String>> valuesByName;

    private Chosen(Map<String, List<String>> valuesByName) {
        this.valuesByName = valuesByName;
    }

    /**
     * Checks the values.
     *
     * @param valuesByName of the dashboard's variables alone
     */
    static Chosen of(Map<String, List<String>> valuesByName) throws Refusal {
        for (Map.Entry<String, List<String>> entry : valuesByName.entrySet()) {
            if (entry.getValue().size() > VALUES_MAX) {
                throw Refusal.badRequest("'%s' has more than %d values".formatted(entry.getKey(), VALUES_MAX));
            }
            for (String value : entry.getValue()) {
                if (!ALLOWED.matcher(value).matches()) {
                    throw Refusal.badRequest(
                            "a value of '%s' must have 1 to %d characters and no quotes, backslashes or control characters"
                                    .formatted(entry.getKey(), LENGTH_MAX));
                }
            }
        }
        return new Chosen(valuesByName);
    }

    /**
     * The values; empty where all are meant.
     *
     * @param initial for a variable that nothing has been said of
     */
    List<String> values(String name, List<String> initial) {
        List<String> values = valuesByName.getOrDefault(name, initial);
        return values.contains(ALL) ? List.of() : values;
    }
}
