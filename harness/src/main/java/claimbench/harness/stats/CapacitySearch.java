package claimbench.harness.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the rate that a server can just keep up with, by trying rates one after another. A pure function: from what was
 * tried so far to what is known, and what to try next.
 *
 * <p>The idea: near its capacity a server keeps up in some trials and falls behind in others, since each is a fresh JVM on a machine
 * that does other things as well. So there is no rate below which all trials pass and above which all fail; plain bisection,
 * which believes every trial, ends wherever the first odd one sends it. What is looked for is the rate at which half of
 * the trials would pass:
 *
 * <pre>
 * share of trials
 * that keep up  1 |‾‾‾‾‾‾‾‾\
 *                 |         \        steep or flat: that is not known either
 *             ½   |- - - - - \
 *                 |          |\______
 *               0 +----------|--------- rate
 *                        capacity
 * </pre>
 *
 * <p>First the rate is doubled (or halved) until one trial has passed and one has failed. From then on, each trial weighs the
 * capacities that it makes likely and those that it makes unlikely (Bayes' rule, for many capacities and slopes side by side, all equally likely at
 * first; a trial in fifty may be odd for no reason). The next rate lies beside the middle of what is still likely, on the one
 * side and the other in turn, so that whichever edge an odd trial has moved is looked at again. This is how thresholds of
 * hearing are found (Watson and Pelli, <i>QUEST</i>, Perception &amp; Psychophysics 33(2), 1983; Kontsevich and Tyler, Vision
 * Research 39(16), 1999).
 *
 * <p>It ends when the interval that holds the capacity with {@link #LEVEL} is narrow enough, when it holds no more than two whole rates,
 * when the highest rate passes or the lowest fails, or after {@link #STEPS_MAX} trials. Whoever has no more time ends it earlier and has
 * the interval as it is then.
 *
 * @param start rate that is tried first
 * @param max highest rate that is tried
 * @param precision how narrow is narrow enough: the upper end over the lower, less 1
 */
public record CapacitySearch(int start, int max, double precision) {
    /** How likely the capacity is to lie in the interval. */
    public static final double LEVEL = 0.95;

    /** Most trials of a search. */
    public static final int STEPS_MAX = 40;

    /** What the interval is made to hold, so that it holds {@link #LEVEL} whatever the server is like: found by simulation. */
    private static final double LEVEL_INSIDE = 0.98;

    /** How often a trial is odd for no reason. */
    private static final double LAPSE = 0.02;

    /**
     * Slopes that are weighed: over which part of the capacity, roughly, passing turns into failing.
     */
    private static final double[] WIDTHS = {0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32};

    /** The logistic function of 1.7 times a number is the normal distribution's, to a hundredth. */
    private static final double LOGISTIC = 1.7;

    /** The capacities that are weighed lie so near to each other that an interval that is narrow enough holds many. */
    private static final int CAPACITIES_WITHIN_PRECISION = 12;

    private static final double BESIDE_THE_MIDDLE = 0.3;

    public CapacitySearch {
        if (start < 1 || max < start || !(precision > 0)) {
            throw new IllegalArgumentException(
                    "not a search: from " + start + ", to " + max + ", precision " + precision);
        }
    }

    /** What a trial at a rate has shown. */
    public enum Answer {
        /** The server kept up. */
        KEPT_UP,
        /** It did not. */
        FELL_BEHIND,
        /** Whoever asked was at the end of its own means, so nothing is known of the server; higher rates are no use. */
        NOT_OFFERED,
        /**
         * It did not, and something beside it was at work meanwhile, so nothing is known of the server: the same rate is tried again.
         * Where that was so the second time as well, it may come with the rate, and counts as {@link #NOT_OFFERED}.
         */
        DISTURBED
    }

    /** One trial. */
    public record Step(int rate, Answer answer) {}

    /**
     * What is known.
     *
     * @param low lower end of the interval that holds the capacity; 0 where no rate passed
     * @param high upper end; null where no rate failed
     * @param next rate to try; empty where the search is over
     * @param narrow whether the interval is as narrow as it should be, or as narrow as can be
     */
    public record Knowledge(double low, @Nullable Double high, OptionalInt next, boolean narrow) {}

    /**
     * What these trials say.
     *
     * @param tried in their order
     */
    public Knowledge after(List<Step> tried) {
        List<Step> steps = withoutDisturbed(tried);
        OptionalInt best = rates(steps, Answer.KEPT_UP).max();
        OptionalInt worst = rates(steps, Answer.FELL_BEHIND).min();
        // The highest that can be offered: below what could not be.
        int ceiling = rates(steps, Answer.NOT_OFFERED)
                .map(rate -> Math.max(1, rate - 1))
                .min()
                .orElse(max);
        Knowledge known;
        if (steps.isEmpty()) {
            known = new Knowledge(0, null, OptionalInt.of(start), false);
        } else if (best.isEmpty() && worst.isEmpty()) {
            int lowest = lowest(steps);
            known = new Knowledge(
                    0, null, lowest == 1 ? OptionalInt.empty() : OptionalInt.of(Math.max(1, lowest / 4)), false);
        } else if (best.isEmpty()) {
            int lowest = lowest(steps);
            // Twice at one request a second is enough.
            boolean over = steps.stream().filter(step -> step.rate == 1).count() >= 2;
            known = new Knowledge(
                    0,
                    (double) worst.getAsInt(),
                    over ? OptionalInt.empty() : OptionalInt.of(Math.max(1, lowest / factor(steps))),
                    over);
        } else if (worst.isEmpty()) {
            known = upwards(steps, best.getAsInt(), ceiling);
        } else {
            known = between(steps, ceiling);
        }
        return tried.size() < STEPS_MAX
                ? known
                : new Knowledge(known.low, known.high, OptionalInt.empty(), known.narrow);
    }

    /** Once disturbed says nothing, so that the same rate is next; twice in a row at one rate, that it cannot be offered here. */
    private static List<Step> withoutDisturbed(List<Step> tried) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < tried.size(); i++) {
            Step step = tried.get(i);
            if (step.answer != Answer.DISTURBED) {
                steps.add(step);
            } else if (i > 0 && tried.get(i - 1).equals(step)) {
                steps.add(new Step(step.rate, Answer.NOT_OFFERED));
            }
        }
        return steps;
    }

    /** Nothing has failed: higher, or that is all that can be said. */
    private Knowledge upwards(List<Step> steps, int best, int ceiling) {
        boolean limited = steps.stream().anyMatch(step -> step.answer == Answer.NOT_OFFERED);
        boolean over = best >= ceiling || (limited && ceiling <= best * (1 + precision));
        int next = limited
                ? (int) Math.round(Math.sqrt((double) best * ceiling))
                : (int) Math.min(ceiling, (long) best * factor(steps));
        // The one trial may have been the odd one.
        boolean sure = steps.stream()
                        .filter(step -> step.answer == Answer.KEPT_UP && step.rate >= best / (1 + precision))
                        .count()
                >= 2;
        OptionalInt then =
                !over ? OptionalInt.of(Math.max(best + 1, next)) : sure ? OptionalInt.empty() : OptionalInt.of(best);
        return new Knowledge(best, null, then, over && sure);
    }

    /** Twice at first, then four times: what was guessed may be far off. */
    private static int factor(List<Step> steps) {
        return steps.size() < 3 ? 2 : 4;
    }

    private Knowledge between(List<Step> steps, int ceiling) {
        var likely = new Likely(steps, Math.log1p(precision) / CAPACITIES_WITHIN_PRECISION);
        double low = likely.quantile((1 - LEVEL_INSIDE) / 2);
        double high = likely.quantile((1 + LEVEL_INSIDE) / 2);
        boolean narrow = high <= low * (1 + precision) || Math.floor(high) <= Math.ceil(low) + 1;
        double part = steps.size() % 2 == 0 ? 0.5 - BESIDE_THE_MIDDLE : 0.5 + BESIDE_THE_MIDDLE;
        int next = (int) Math.max(1, Math.min(ceiling, Math.round(likely.quantile(part))));
        return new Knowledge(low, high, narrow ? OptionalInt.empty() : OptionalInt.of(next), narrow);
    }

    private static IntStream rates(List<Step> steps, Answer answer) {
        return steps.stream().filter(step -> step.answer == answer).mapToInt(Step::rate);
    }

    private static int lowest(List<Step> steps) {
        return steps.stream().mapToInt(Step::rate).min().orElseThrow();
    }

    /** How likely each capacity is after some trials, whatever the slope. */
    private static final class Likely {
        /** A trial that told something; its rate on a logarithmic scale. */
        private record Told(double rate, boolean keptUp) {}

        /** On a logarithmic scale. */
        private final double lowest;

        private final double distance;
        private final double[] cumulative;

        /**
         * Weighs.
         *
         * @param distance of neighbouring capacities, on a logarithmic scale
         */
        Likely(List<Step> steps, double distance) {
            this.distance = distance;
            List<Told> told = steps.stream()
                    .filter(step -> step.answer != Answer.NOT_OFFERED)
                    .map(step -> new Told(Math.log(step.rate), step.answer == Answer.KEPT_UP))
                    .toList();
            lowest = told.stream().mapToDouble(Told::rate).min().orElseThrow() - Math.log(2);
            double highest = told.stream().mapToDouble(Told::rate).max().orElseThrow() + Math.log(2);
            int capacities = (int) Math.ceil((highest - lowest) / distance) + 1;
            cumulative = new double[capacities];
            double sum = 0;
            for (int capacity = 0; capacity < capacities; capacity++) {
                for (double width : WIDTHS) {
                    sum += likelihood(told, lowest + capacity * distance, width);
                }
                cumulative[capacity] = sum;
            }
        }

        /** How likely these trials are for a capacity and a slope. Even of all odd trials it is far from the smallest number. */
        private static double likelihood(List<Told> told, double capacity, double width) {
            double product = 1;
            for (Told step : told) {
                double above = (capacity - step.rate) / width;
                double passes = LAPSE + (1 - 2 * LAPSE) / (1 + Math.exp(-LOGISTIC * above));
                product *= step.keptUp ? passes : 1 - passes;
            }
            return product;
        }

        /** The capacity below which the true one lies with this probability. */
        double quantile(double probability) {
            int found = Arrays.binarySearch(cumulative, probability * cumulative[cumulative.length - 1]);
            int capacity = found >= 0 ? found : -found - 1;
            return Math.exp(lowest + Math.min(capacity, cumulative.length - 1) * distance);
        }
    }
}
