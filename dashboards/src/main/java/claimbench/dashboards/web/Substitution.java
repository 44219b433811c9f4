package claimbench.dashboards.web;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts values in the place of a query's variables, as Grafana does: {@code $name}, {@code ${name}} and {@code ${name:format}}, Grafana's own
 * ({@code $__rate_interval} and its like) among them.
 *
 * <p>What a value becomes depends on where it stands. After {@code =~} or {@code !~} it is a regular expression: its own characters
 * are escaped, and several are joined. In any other string it is one value, word for word. Outside of strings it must be a name, a number
 * or a duration, so that no value can ever add to a query.
 */
final class Substitution {
    /** A string of PromQL with the operator before it, or a variable that stands outside of strings. */
    private static final Pattern STRING_OR_VARIABLE = Pattern.compile(
            "(?<operator>(?:=~|!~)\\s*)?(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`)|(?<bare>\\$\\{?[A-Za-z_])",
            Pattern.DOTALL);

    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{(?<braced>[A-Za-z_]\\w*)(?::\\w+)?}|(?<plain>[A-Za-z_]\\w*))");

    /** Characters with a meaning in Prometheus' regular expressions. */
    private static final Pattern REGEX_CHARACTER = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:]+");

    /** What a value is put into. */
    private enum Place {
        REGEX,
        STRING,
        BARE
    }

    private final Window window;
    private final Map<String, CommittedDashboard.Variable> variables;
    private final Chosen chosen;

    /**
     * For one period and one choice.
     *
     * @param variables the dashboard's
     */
    Substitution(Window window, Map<String, CommittedDashboard.Variable> variables, Chosen chosen) {
        this.window = window;
        this.variables = variables;
        this.chosen = chosen;
    }

    /** The query as Prometheus takes it. */
    String apply(String expression) throws Refusal {
        var query = new StringBuilder();
        Matcher matcher = STRING_OR_VARIABLE.matcher(expression);
        int end = 0;
        while (matcher.find(end)) {
            query.append(expression, end, matcher.start());
            if (matcher.group("bare") != null) {
                Matcher variable = VARIABLE.matcher(expression).region(matcher.start(), expression.length());
                if (!variable.lookingAt()) {
                    throw Refusal.badGateway("the dashboard's query has a variable that cannot be read: " + expression);
                }
                query.append(value(variable, Place.BARE));
                end = variable.end();
            } else {
                String operator = matcher.group("operator");
                Place place = operator == null ? Place.STRING : Place.REGEX;
                query.append(operator == null ? "" : operator).append(inString(matcher.group("string"), place));
                end = matcher.end();
            }
        }
        return query.append(expression, end, expression.length()).toString();
    }

    private String inString(String string, Place place) throws Refusal {
        var text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(string);
        int end = 0;
        while (variable.find()) {
            text.append(string, end, variable.start());
            String value = value(variable, place);
            // In a string with escapes, a backslash is two.
            text.append(string.startsWith("`") ? value : value.replace("\\", "\\\\"));
            end = variable.end();
        }
        return text.append(string, end, string.length()).toString();
    }

    private String value(Matcher variable, Place place) throws Refusal {
        String braced = variable.group("braced");
        String name = braced == null ? variable.group("plain") : braced;
        return switch (name) {
            case "__rate_interval" -> window.rateMillis() + "ms";
            case "__interval" -> window.stepMillis() + "ms";
            case "__interval_ms" -> Long.toString(window.stepMillis());
            case "__range" -> window.rangeSeconds() + "s";
            case "__range_s" -> Long.toString(window.rangeSeconds());
            case "__range_ms" -> Long.toString(window.toMillis() - window.fromMillis());
            case "__from" -> Long.toString(window.fromMillis());
            case "__to" -> Long.toString(window.toMillis());
            default -> chosen(name, place);
        };
    }

    private String chosen(String name, Place place) throws Refusal {
        CommittedDashboard.Variable variable = variables.get(name);
        if (variable == null) {
            throw Refusal.badGateway("the dashboard's query names $%s, which is none of its variables".formatted(name));
        }
        List<String> values = chosen.values(name, variable.initial());
        if (place == Place.REGEX) {
            if (!values.isEmpty()) {
                return values.stream().map(Substitution::escaped).collect(Collectors.joining("|"));
            }
            if (variable.all() != null) {
                return variable.all();
            }
        }
        if (values.size() != 1) {
            throw Refusal.badRequest("'%s' must have exactly one value here, not %d".formatted(name, values.size()));
        }
        String value = values.getFirst();
        if (place == Place.BARE && !WORD.matcher(value).matches()) {
            throw Refusal.badRequest(
                    "'%s' must be a name, a number or a duration here, not '%s'".formatted(name, value));
        }
        return value;
    }

    private static String escaped(String value) {
        return REGEX_CHARACTER.matcher(value).replaceAll("\\\\$0");
    }
}
