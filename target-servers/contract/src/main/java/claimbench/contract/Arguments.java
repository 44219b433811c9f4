package claimbench.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks, checked: in its query nothing unknown, nothing repeated, each value within its bounds when asked
 * for; and its body. Immutable.
 */
public final class Arguments {
    private final Map<String, String> values;
    private final byte[] body;

    private Arguments(Map<String, String> values, byte[] body) {
        this.values = values;
        this.body = body;
    }

    /**
     * Parses a query.
     *
     * @param rawQuery the query as sent, without the question mark; null or empty when there is none
     * @param parameters what the route knows
     * @throws ProblemException 400 that names the parameter
     */
    public static Arguments parse(@Nullable String rawQuery, List<Parameter<?>> parameters) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return new Arguments(Map.of(), ClientRequest.NO_BODY);
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            checkKnown(name, parameters);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw new ProblemException(Problem.badParameter(name, name + " is given more than once"));
            }
        }
        return new Arguments(values, ClientRequest.NO_BODY);
    }

    /**
     * Arguments that did not come in a query.
     *
     * @param values by parameter name
     * @param parameters what is known
     * @throws ProblemException that names the parameter which is not known
     */
    public static Arguments of(Map<String, String> values, List<Parameter<?>> parameters) {
        values.keySet().forEach(name -> checkKnown(name, parameters));
        return new Arguments(Map.copyOf(values), ClientRequest.NO_BODY);
    }

    /**
     * The value of a parameter.
     *
     * @throws ProblemException 400 where the value is missing, malformed or out of bounds
     */
    public <T> T get(Parameter<T> parameter) {
        String text = values.get(parameter.name());
        return text == null ? parameter.absent() : parameter.parse(text);
    }

    /** The same, with a value that did not stand in the query. */
    Arguments with(Parameter<?> parameter, String value) {
        Map<String, String> all = new HashMap<>(values);
        all.put(parameter.name(), value);
        return new Arguments(all, body);
    }

    Arguments withBody(byte[] bytes) {
        return bytes.length == 0 ? this : new Arguments(values, bytes);
    }

    /** The request's body as it came, without transfer coding; empty where there is none. Not to be changed. */
    byte[] body() {
        return body;
    }

    private static void checkKnown(String name, List<Parameter<?>> parameters) {
        if (parameters.stream().noneMatch(parameter -> parameter.name().equals(name))) {
            throw new ProblemException(Problem.badParameter(
                    Problem.abbreviate(name),
                    "unknown parameter '" + Problem.abbreviate(name) + "'; allowed: " + names(parameters)));
        }
    }

    private static String names(List<Parameter<?>> parameters) {
        return parameters.isEmpty()
                ? "none"
                : parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(
                    400, "the query has a malformed percent-encoding in '" + Problem.abbreviate(text) + "'"));
        }
    }
}
