package claimbench.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter with its bounds and, when it may be left out, its default.
 *
 * @param <T> the type of its value
 */
public final class Parameter<T> {
    /** Plain notation; what Java takes beyond it, such as NaN and 0x1p3, is nothing that a client means. */
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    private final String name;
    private final String allowed;
    private final @Nullable T fallback;
    private final List<String> edges;
    private final Function<String, Optional<T>> parser;

    private Parameter(
            String name,
            String allowed,
            @Nullable T fallback,
            List<String> edges,
            Function<String, Optional<T>> parser) {
        this.name = name;
        this.allowed = allowed;
        this.fallback = fallback;
        this.edges = edges;
        this.parser = parser;
    }

    /**
     * A value of some other form.
     *
     * @param allowed what may be given, in words that follow "must be"
     * @param parser empty for what may not
     */
    public static <T> Parameter<T> of(String name, String allowed, Function<String, Optional<T>> parser) {
        return new Parameter<>(name, allowed, null, List.of(), parser);
    }

    /** A whole number from {@code min} to {@code max}, both allowed. */
    public static Parameter<Integer> integer(String name, int min, int max) {
        return new Parameter<>(
                name,
                "a whole number from " + min + " to " + max,
                null,
                edges(min, max),
                text -> wholeNumber(text, min, max).map(Math::toIntExact));
    }

    /** A decimal number from {@code min} to {@code max}, both allowed. */
    public static Parameter<Double> decimal(String name, double min, double max) {
        return new Parameter<>(
                name,
                "a number from " + plain(min) + " to " + plain(max),
                null,
                List.of(plain(min), plain(max), plain(min - 0.5), plain(max + 0.5)),
                text -> DECIMAL.matcher(text).matches()
                        ? Optional.of(Double.parseDouble(text)).filter(value -> value >= min && value <= max)
                        : Optional.empty());
    }

    /** A whole number of 64 bits. */
    public static Parameter<Long> number(String name) {
        return new Parameter<>(
                name,
                "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE,
                null,
                edges(Long.MIN_VALUE, Long.MAX_VALUE),
                text -> wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** One to {@code countMax} whole numbers, joined by commas. */
    public static Parameter<List<Integer>> integers(String name, int countMax, int min, int max) {
        return new Parameter<>(
                name,
                "1 to " + countMax + " whole numbers from " + min + " to " + max + ", joined by commas",
                null,
                edges(min, max),
                text -> {
                    String[] parts = text.split(",", -1);
                    List<Integer> values = Arrays.stream(parts)
                            .map(part -> wholeNumber(part, min, max))
                            .flatMap(Optional::stream)
                            .map(Math::toIntExact)
                            .toList();
                    return values.size() == parts.length && parts.length <= countMax
                            ? Optional.of(values)
                            : Optional.empty();
                });
    }

    /** One of some constants, by wire name. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied, and only read
    public static <E extends Enum<E> & WireName> Parameter<E> choice(String name, E... constants) {
        List<E> choices = List.of(constants);
        return new Parameter<>(
                name,
                "one of " + choices.stream().map(WireName::wireName).collect(Collectors.joining(", ")),
                null,
                edges(choices.stream().map(WireName::wireName).toList()),
                text -> choices.stream()
                        .filter(choice -> choice.wireName().equals(text))
                        .findFirst());
    }

    /** Some of a set of constants, each at most once, by wire name, joined by commas. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied, and only read
    public static <E extends Enum<E> & WireName> Parameter<List<E>> choices(String name, E... constants) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : constants) {
            choices.put(constant.wireName(), constant);
        }
        return new Parameter<>(
                name,
                "one or more of " + String.join(", ", choices.keySet()) + ", joined by commas",
                null,
                edges(List.copyOf(choices.keySet())),
                text -> {
                    List<String> parts = List.of(text.split(",", -1));
                    return choices.keySet().containsAll(parts)
                                    && Set.copyOf(parts).size() == parts.size()
                            ? Optional.of(parts.stream().map(choices::get).toList())
                            : Optional.empty();
                });
    }

    /** The same parameter, which may be left out. */
    public Parameter<T> orElse(T value) {
        return new Parameter<>(name, allowed, value, edges, parser);
    }

    public String name() {
        return name;
    }

    /** What is allowed, in words that follow "must be". */
    public String allowed() {
        return allowed;
    }

    /** The first and the last value that is allowed, as a client sends them; of a list of values, with one of them. */
    public List<String> edgesWithin() {
        return edges.subList(0, 2);
    }

    /** Values that are just not allowed any more: below the first and beyond the last, or no constant. */
    public List<String> edgesOutside() {
        return edges.subList(2, edges.size());
    }

    /** The value when the parameter is left out; empty when it must be given. */
    public Optional<T> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** The value of what a client sent. */
    T parse(String text) {
        return parser.apply(text)
                .orElseThrow(() -> new ProblemException(Problem.badParameter(
                        name, name + " must be " + allowed + ", not '" + Problem.abbreviate(text) + "'")));
    }

    /** The value when a client sent none. */
    T absent() {
        return fallback()
                .orElseThrow(() ->
                        new ProblemException(Problem.badParameter(name, name + " is missing; it must be " + allowed)));
    }

    private static String plain(double value) {
        return new BigDecimal(value).stripTrailingZeros().toPlainString();
    }

    private static List<String> edges(long min, long max) {
        BigInteger first = BigInteger.valueOf(min);
        BigInteger last = BigInteger.valueOf(max);
        return Stream.of(first, last, first.subtract(BigInteger.ONE), last.add(BigInteger.ONE))
                .map(BigInteger::toString)
                .toList();
    }

    private static List<String> edges(List<String> constants) {
        String first = constants.getFirst();
        return List.of(first, constants.getLast(), first.toUpperCase(Locale.ROOT), constants.getLast() + "s");
    }

    private static Optional<Long> wholeNumber(String text, long min, long max) {
        // Java would take the digits of all scripts, and a plus sign.
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            long value = Long.parseLong(text);
            return value >= min && value <= max ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
