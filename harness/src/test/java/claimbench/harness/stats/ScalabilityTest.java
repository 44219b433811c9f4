package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.stats.Scalability.Fit;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScalabilityTest {
    private static final double[] CORES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

    @Test
    void pointsThatCannotBeFittedAreRefused() {
        assertThatThrownBy(() -> Scalability.usl(0.95, new double[] {1, 2, 3}, new double[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4");
        assertThatThrownBy(() -> Scalability.usl(0.95, new double[] {1, 1, 2, 2}, new double[] {1, 1, 2, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different");
        assertThatThrownBy(() -> Scalability.amdahl(0.95, new double[] {1, 2, 3}, new double[] {1, 0, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scalability.amdahl(0.95, new double[] {0, 2, 3}, new double[] {1, 1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scalability.amdahl(0.95, new double[] {1, 2, 3}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * A Sun SPARCcenter 2000 in SPEC SDM91, from N. J. Gunther, Guerrilla Capacity Planning, 2007. Estimates and
     * standard errors are those that the R package usl documents: 89.9952330 ± 14.2134894, 0.0277285 ± 0.0091217,
     * 0.0001044 ± 0.0000199, with four degrees of freedom.
     */
    @Test
    void uslOfThePublishedExample() {
        double[] load = {1, 18, 36, 72, 108, 144, 216};
        double[] throughput = {64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2};
        double quantile = 2.7764451;

        Fit fit = Scalability.usl(0.95, load, throughput);

        assertThat(fit.lambda().value()).isCloseTo(89.9952330, within(1e-3));
        assertThat(fit.sigma().value()).isCloseTo(0.0277285, within(1e-6));
        assertThat(kappa(fit).value()).isCloseTo(0.0001044, within(1e-7));
        assertThat(fit.lambda().high() - fit.lambda().value()).isCloseTo(quantile * 14.2134894, within(0.01));
        assertThat(fit.sigma().high() - fit.sigma().value()).isCloseTo(quantile * 0.0091217, within(1e-5));
        assertThat(kappa(fit).high() - kappa(fit).value()).isCloseTo(quantile * 0.0000199, within(3e-7));
        assertThat(fit.rSquared()).isBetween(0.98, 1.0);
        assertThat(fit.peak()).isCloseTo(96.5, within(0.1));
        assertThat(fit.points()).isEqualTo(7);
    }

    @Test
    void amdahlGrowsForEverAndHasNoKappa() {
        Fit fit = Scalability.amdahl(0.95, CORES, law(100, 0.1, 0));

        assertThat(fit.kappa()).isNull();
        assertThat(fit.peak()).isInfinite();
        assertThat(fit.at(1e9)).isCloseTo(1_000, within(0.1));
    }

    @Property(seed = "1")
    void exactPointsGiveTheirOwnLaw(
            @ForAll @IntRange(min = 1, max = 1_000_000) int lambda,
            @ForAll @IntRange(min = 0, max = 500) int sigma,
            @ForAll @IntRange(min = 0, max = 100) int kappa) {
        Fit fit = Scalability.usl(0.95, CORES, law(lambda, sigma / 1e3, kappa / 1e4));

        assertThat(fit.lambda().value() / lambda).isCloseTo(1, within(1e-6));
        assertThat(fit.sigma().value()).isCloseTo(sigma / 1e3, within(1e-6));
        assertThat(kappa(fit).value()).isCloseTo(kappa / 1e4, within(1e-7));
        assertThat(fit.rSquared()).isCloseTo(1, within(1e-9));
    }

    @Property(seed = "2", tries = 200)
    void unitsOfThroughputDoNotMatter(@ForAll int seed) {
        double[] measured = noisy(law(50, 0.05, 0.001), 0.02, seed);
        Fit one = Scalability.usl(0.95, CORES, measured);
        Fit other = Scalability.usl(
                0.95, CORES, Arrays.stream(measured).map(x -> x * 1e6).toArray());

        assertThat(other.sigma().low()).isCloseTo(one.sigma().low(), within(1e-6));
        assertThat(kappa(other).high()).isCloseTo(kappa(one).high(), within(1e-7));
        assertThat(other.lambda().value() / one.lambda().value() / 1e6).isCloseTo(1, within(1e-6));
    }

    /** With 2 % of even noise, over 1,000 fits. */
    @Test
    void intervalsCoverTheTruth() {
        int sigma = 0;
        int kappa = 0;
        double[] exact = law(50, 0.05, 0.001);
        double most = Arrays.stream(exact).max().orElseThrow();
        for (int run = 0; run < 1_000; run++) {
            var random = new SplittableRandom(run);
            double[] measured = Arrays.stream(exact)
                    .map(x -> x + 0.02 * most * random.nextGaussian())
                    .toArray();
            Fit fit = Scalability.usl(0.95, CORES, measured);
            sigma += fit.sigma().low() <= 0.05 && 0.05 <= fit.sigma().high() ? 1 : 0;
            kappa += kappa(fit).low() <= 0.001 && 0.001 <= kappa(fit).high() ? 1 : 0;
        }
        assertThat(sigma).isBetween(925, 975);
        assertThat(kappa).isBetween(925, 975);
    }

    private static Interval kappa(Fit fit) {
        return Objects.requireNonNull(fit.kappa());
    }

    private static double[] law(double lambda, double sigma, double kappa) {
        return Arrays.stream(CORES)
                .map(n -> lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1)))
                .toArray();
    }

    private static double[] noisy(double[] exact, double share, int seed) {
        var random = new SplittableRandom(seed);
        return Arrays.stream(exact)
                .map(x -> x * (1 + share * random.nextGaussian()))
                .toArray();
    }
}
