package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.stats.CapacitySearch.Answer;
import claimbench.harness.stats.CapacitySearch.Knowledge;
import claimbench.harness.stats.CapacitySearch.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches for capacities that are known, of servers that are simulated from fixed seeds: nothing here depends on chance. */
class CapacitySearchTest {
    private static final int SEARCHES = 100;
    private static final CapacitySearch SEARCH = new CapacitySearch(100, 100_000, 0.2);

    private record Ended(List<Step> steps, Knowledge knowledge) {
        boolean holds(double capacity) {
            return knowledge.low() <= capacity
                    && capacity <= Objects.requireNonNullElse(knowledge.high(), Double.POSITIVE_INFINITY);
        }
    }

    /**
     * Trials of a server differ by some part of its capacity, and some are odd for no reason: whatever they are like, the true
     * capacity lies in the interval as often as is said.
     */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.01, 0", "0.03, 0.02", "0.06, 0.02", "0.1, 0", "0.15, 0.03"})
    void intervalHoldsTheTrueCapacityAsOftenAsItSays(double spread, double odd) {
        var random = new SplittableRandom(42);
        int held = 0;
        for (int search = 0; search < SEARCHES; search++) {
            double capacity = Math.exp(random.nextDouble(Math.log(15), Math.log(40_000)));
            if (search(SEARCH, rate -> noisy(random, rate, capacity, spread, odd))
                    .holds(capacity)) {
                held++;
            }
        }

        assertThat((double) held / SEARCHES).isGreaterThanOrEqualTo(CapacitySearch.LEVEL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {17.5, 99.5, 100.5, 360, 1_234, 25_000})
    void serverWithoutNoiseIsFoundAsNarrowlyAsAskedFor(double capacity) {
        Ended ended = search(SEARCH, rate -> rate <= capacity ? Answer.KEPT_UP : Answer.FELL_BEHIND);

        double high = Objects.requireNonNull(ended.knowledge.high());
        assertThat(ended.holds(capacity)).as(ended.toString()).isTrue();
        assertThat(ended.knowledge.narrow()).isTrue();
        assertThat(high / ended.knowledge.low()).isLessThanOrEqualTo(1.2 + 1e-9);
        assertThat(ended.steps).hasSizeLessThanOrEqualTo(25);
    }

    @Test
    void narrowerIntervalsTakeMoreTrials() {
        double capacity = 730;
        IntFunction<Answer> server = rate -> rate <= capacity ? Answer.KEPT_UP : Answer.FELL_BEHIND;

        Ended coarse = search(new CapacitySearch(100, 100_000, 0.5), server);
        Ended fine = search(new CapacitySearch(100, 100_000, 0.05), server);

        assertThat(coarse.steps.size()).isLessThan(fine.steps.size());
        assertThat(fine.holds(capacity)).isTrue();
    }

    /** The trial that plain bisection would believe for ever. */
    @Test
    void oneOddTrialIsFoundOut() {
        var steps = new ArrayList<Integer>();
        Ended ended = search(SEARCH, rate -> {
            steps.add(rate);
            boolean odd = steps.size() == 3;
            return (rate <= 3_000) ^ odd ? Answer.KEPT_UP : Answer.FELL_BEHIND;
        });

        assertThat(ended.holds(3_000)).as(ended.toString()).isTrue();
        assertThat(ended.knowledge.narrow()).isTrue();
    }

    @Test
    void serverThatDiffersTooMuchFromTrialToTrialEndsWithAWideInterval() {
        var random = new SplittableRandom(3);
        Ended ended = search(new CapacitySearch(100, 100_000, 0.02), rate -> noisy(random, rate, 500, 0.3, 0.05));

        assertThat(ended.steps).hasSize(CapacitySearch.STEPS_MAX);
        assertThat(ended.knowledge.narrow()).isFalse();
        assertThat(ended.knowledge.low()).isPositive();
        assertThat(ended.knowledge.high()).isNotNull();
    }

    @Test
    void serverThatKeepsUpWithEveryRateHasALowerEndAlone() {
        Ended ended = search(new CapacitySearch(50, 200, 0.2), rate -> Answer.KEPT_UP);

        assertThat(ended.knowledge.low()).isEqualTo(200);
        assertThat(ended.knowledge.high()).isNull();
        assertThat(ended.knowledge.narrow()).isTrue();
        // The highest rate twice: one trial may be odd.
        assertThat(ended.steps).extracting(Step::rate).containsExactly(50, 100, 200, 200);
    }

    @Test
    void serverThatKeepsUpWithNothingHasAnUpperEndAlone() {
        Ended ended = search(SEARCH, rate -> Answer.FELL_BEHIND);

        assertThat(ended.knowledge.low()).isZero();
        assertThat(ended.knowledge.high()).isEqualTo(1);
        assertThat(ended.steps).extracting(Step::rate).startsWith(100, 50, 25).endsWith(1, 1);
    }

    /** Where the generator is at its limit, nothing is known of the server: a lower end, and no upper one. */
    @Test
    void rateThatCouldNotBeOfferedIsNoUpperEnd() {
        Ended ended = search(SEARCH, rate -> rate <= 5_000 ? Answer.KEPT_UP : Answer.NOT_OFFERED);

        assertThat(ended.knowledge.high()).isNull();
        assertThat(ended.knowledge.low()).isBetween(4_000.0, 5_000.0);
        assertThat(ended.knowledge.narrow()).isTrue();
    }

    @Test
    void capacityBelowTheGeneratorsLimitIsFoundAllTheSame() {
        Ended ended = search(
                SEARCH, rate -> rate <= 700 ? Answer.KEPT_UP : rate <= 1_500 ? Answer.FELL_BEHIND : Answer.NOT_OFFERED);

        assertThat(ended.holds(700)).as(ended.toString()).isTrue();
        assertThat(ended.knowledge.high()).isLessThan(1_000);
    }

    @Test
    void disturbedTrialSaysNothingAndItsRateIsNext() {
        List<Step> told = List.of(
                new Step(100, Answer.KEPT_UP), new Step(200, Answer.FELL_BEHIND), new Step(150, Answer.KEPT_UP));
        Knowledge before = SEARCH.after(told);
        var once = new ArrayList<>(told);
        once.add(new Step(before.next().orElseThrow(), Answer.DISTURBED));

        assertThat(SEARCH.after(once)).isEqualTo(before);
    }

    @Test
    void rateThatIsDisturbedTwiceIsNotTriedForEver() {
        Ended ended = search(SEARCH, rate -> rate <= 5_000 ? Answer.KEPT_UP : Answer.DISTURBED);

        assertThat(ended.knowledge.high()).isNull();
        assertThat(ended.knowledge.low()).isBetween(4_000.0, 5_000.0);
        assertThat(ended.knowledge.narrow()).isTrue();
    }

    @Test
    void generatorThatOffersNothingEndsTheSearch() {
        Ended ended = search(SEARCH, rate -> Answer.NOT_OFFERED);

        assertThat(ended.knowledge.low()).isZero();
        assertThat(ended.knowledge.high()).isNull();
        assertThat(ended.knowledge.narrow()).isFalse();
    }

    @Test
    void smallCapacitiesAreFoundToTheWholeRate() {
        Ended ended = search(SEARCH, rate -> rate <= 2 ? Answer.KEPT_UP : Answer.FELL_BEHIND);

        assertThat(ended.knowledge.low()).isBetween(1.0, 3.0);
        assertThat(ended.knowledge.high()).isBetween(2.0, 4.0);
        assertThat(ended.knowledge.narrow()).isTrue();
    }

    /** It may be ended at any time; then the interval is what it is. */
    @Test
    void intervalHoldsTheCapacityAtEveryStep() {
        double capacity = 1_900;
        var steps = new ArrayList<Step>();
        for (Knowledge known = SEARCH.after(steps); known.next().isPresent(); known = SEARCH.after(steps)) {
            int rate = known.next().getAsInt();
            assertThat(new Ended(steps, known).holds(capacity))
                    .as(known.toString())
                    .isTrue();
            steps.add(new Step(rate, rate <= capacity ? Answer.KEPT_UP : Answer.FELL_BEHIND));
        }
        assertThat(SEARCH.after(steps)).isEqualTo(SEARCH.after(List.copyOf(steps)));
    }

    @Test
    void searchMustHaveSomewhereToGo() {
        assertThatThrownBy(() -> new CapacitySearch(0, 10, 0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CapacitySearch(11, 10, 0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CapacitySearch(1, 10, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Ended search(CapacitySearch search, IntFunction<Answer> server) {
        var steps = new ArrayList<Step>();
        Knowledge known = search.after(steps);
        while (known.next().isPresent()) {
            int rate = known.next().getAsInt();
            assertThat(rate).isBetween(1, search.max());
            assertThat(steps).as("a search must end").hasSizeLessThan(CapacitySearch.STEPS_MAX);
            steps.add(new Step(rate, server.apply(rate)));
            known = search.after(steps);
        }
        return new Ended(List.copyOf(steps), known);
    }

    private static Answer noisy(SplittableRandom random, int rate, double capacity, double spread, double odd) {
        boolean keepsUp = rate <= capacity * Math.exp(spread * random.nextGaussian());
        return keepsUp ^ (random.nextDouble() < odd) ? Answer.KEPT_UP : Answer.FELL_BEHIND;
    }
}
