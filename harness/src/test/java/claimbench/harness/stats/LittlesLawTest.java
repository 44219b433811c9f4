package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LittlesLawTest {

    @Test
    void seriesThatDoNotMatchAreRefused() {
        assertThatThrownBy(() -> LittlesLaw.of(0.95, 1, new double[3], new double[4]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LittlesLaw.of(0.95, 1, new double[2], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secondWithoutAnswersHasNoResponseTime() {
        LittlesLaw law = LittlesLaw.of(0.95, 2, new double[] {4, 0, 4}, new double[] {1, Double.NaN, 1});

        assertThat(law.predicted().value()).isCloseTo(8 / 3.0, within(1e-12));
    }

    @Test
    void fewerThanNoneAreNeverExpected() {
        LittlesLaw law = LittlesLaw.of(0.999, 2, new double[] {400, 0, 400}, new double[] {2, 2, 2});

        assertThat(law.predicted().low()).isZero();
    }

    @Test
    void whoCountsHalfOfThemIsFound() {
        double[] answers = {2_000, 1_990, 2_010, 2_005, 1_995};
        double[] seconds = {0.5, 0.502, 0.499, 0.5, 0.501};

        assertThat(LittlesLaw.of(0.95, 1_000, answers, seconds).holds(0)).isTrue();
        assertThat(LittlesLaw.of(0.95, 500, answers, seconds).holds(0.1)).isFalse();
        assertThat(LittlesLaw.of(0.95, 1_100, answers, seconds).holds(0.02)).isFalse();
        assertThat(LittlesLaw.of(0.95, 1_100, answers, seconds).holds(0.15)).isTrue();
    }

    /**
     * 400 simulated trials of a closed load: 50 users, exponential response times; N is what the simulation itself
     * counts.
     */
    @Test
    void honestTrialPassesInNineteenOfTwenty() {
        int holds = 0;
        for (int run = 0; run < 400; run++) {
            holds += simulated(run).holds(0) ? 1 : 0;
        }
        assertThat(holds).isGreaterThanOrEqualTo(365);
    }

    /** Users who wait for an answer and then think, 0.1 s each on average, watched for 20 s after 5 s. */
    private static LittlesLaw simulated(int seed) {
        var random = new SplittableRandom(seed);
        record Answer(double at, double sentAt) {}
        var pending = new PriorityQueue<Answer>((a, b) -> Double.compare(a.at, b.at));
        for (int user = 0; user < 50; user++) {
            double sentAt = random.nextDouble() * 0.1;
            pending.add(new Answer(sentAt + 0.1 * random.nextExponential(), sentAt));
        }
        int from = 5;
        int until = 25;
        double area = 0;
        double[] answers = new double[until - from];
        double[] sums = new double[until - from];
        while (pending.peek() != null && pending.peek().at < until + 5) {
            Answer answer = pending.poll();
            area += Math.max(0, Math.min(answer.at, until) - Math.max(answer.sentAt, from));
            if (answer.at >= from && answer.at < until) {
                int second = (int) answer.at - from;
                answers[second]++;
                sums[second] += answer.at - answer.sentAt;
            }
            double sentAt = answer.at + 0.1 * random.nextExponential();
            pending.add(new Answer(sentAt + 0.1 * random.nextExponential(), sentAt));
        }
        double[] means = new double[answers.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = answers[i] == 0 ? 0 : sums[i] / answers[i];
        }
        return LittlesLaw.of(0.95, area / (until - from), answers, means);
    }
}
