package claimbench.load;

import claimbench.contract.WireName;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many arrivals a second an open load has over its window, in whole numbers. As text, and as people type it:
 *
 * <pre>
 * 500            constant
 * 100..500       a ramp: evenly from the first to the second
 * 100,200,400    steps: each for an equal part of the window
 * </pre>
 *
 * @param shape which of these
 * @param perSecond one number, two, or two and more, each from 1 to {@link LoadLimits#RATE_MAX}
 */
public record Rate(Shape shape, List<Integer> perSecond) {

    /** How a rate changes over the window. */
    public enum Shape implements WireName {
        CONSTANT,
        RAMP,
        STEPS;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Most steps. */
    public static final int STEPS_MAX = 50;

    /** What {@link #parse} takes, in words that follow "must be". */
    public static final String ALLOWED = "a whole number from 1 to " + LoadLimits.RATE_MAX
            + ", a ramp between two such as 100..500, or 2 to " + STEPS_MAX + " steps such as 100,200,400";

    private static final String RAMP_SIGN = "..";

    public Rate {
        perSecond = List.copyOf(perSecond);
    }

    public static Rate constant(int perSecond) {
        return new Rate(Shape.CONSTANT, List.of(perSecond));
    }

    /** Reads a rate as it is typed; empty where it is none. */
    public static Optional<Rate> parse(String text) {
        int sign = text.indexOf(RAMP_SIGN);
        if (sign >= 0) {
            return numbers(text.substring(0, sign), text.substring(sign + RAMP_SIGN.length()))
                    .map(ends -> new Rate(Shape.RAMP, ends));
        }
        String[] steps = text.split(",", -1);
        return numbers(steps)
                .filter(rates -> rates.size() <= STEPS_MAX)
                .map(rates -> new Rate(rates.size() == 1 ? Shape.CONSTANT : Shape.STEPS, rates));
    }

    private static Optional<List<Integer>> numbers(String... texts) {
        List<Integer> numbers = Arrays.stream(texts)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= LoadLimits.RATE_MAX)
                .toList();
        return numbers.size() == texts.length ? Optional.of(numbers) : Optional.empty();
    }

    /** That of the window's start, and of the warm-up. */
    int first() {
        return perSecond.getFirst();
    }

    /** Whether it changes over the window, on purpose. */
    public boolean changes() {
        return perSecond.stream().distinct().count() > 1;
    }

    /** That of the window's busiest moment. */
    public int most() {
        return Collections.max(perSecond);
    }

    /** On average over the window. */
    public double mean() {
        // A ramp is even, and steps are equally long.
        return perSecond.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }

    /** In words, such as {@code a ramp from 100 to 500 arrivals a second}. */
    public String inWords() {
        return switch (shape) {
            case CONSTANT -> first() + " arrivals a second";
            case RAMP -> "a ramp from " + first() + " to " + perSecond.getLast() + " arrivals a second";
            case STEPS -> "steps of " + joined(", ") + " arrivals a second";
        };
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return joined(shape == Shape.RAMP ? RAMP_SIGN : ",");
    }

    private String joined(String by) {
        return perSecond.stream().map(String::valueOf).collect(Collectors.joining(by));
    }
}
