package claimbench.harness.stats;

import java.util.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/**
 * What trials could come from, as logarithms: well-behaved, skewed, heavy-tailed, with the outliers of a noisy machine,
 * and with two kinds of JVM. Each has a density around its median.
 */
enum Populations {
    NORMAL(0) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian();
        }
    },
    /** Logarithms of exponential figures: skewed downwards. */
    EXPONENTIAL_FIGURES(Math.log(Math.log(2))) {
        @Override
        double draw(RandomGenerator random) {
            return Math.log(random.nextExponential());
        }
    },
    /** Figures of Pareto's distribution: their logarithms are exponential. With α = 1 they have no mean. */
    PARETO_FIGURES(Math.log(2)) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextExponential();
        }
    },
    /** Even the logarithms are lognormal with σ = 1. */
    LOGNORMAL_LOGARITHMS(1) {
        @Override
        double draw(RandomGenerator random) {
            return Math.exp(random.nextGaussian());
        }
    },
    /** Even the logarithms are Pareto's, with α = 1.5: they have no variance. */
    PARETO_LOGARITHMS(Math.pow(2, 1 / 1.5)) {
        @Override
        double draw(RandomGenerator random) {
            return Math.pow(1 - random.nextDouble(), -1 / 1.5);
        }
    },
    /** Student's with two degrees of freedom: symmetric, no variance. */
    HEAVY_TAILS(0) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian() / Math.sqrt(random.nextExponential());
        }
    },
    CAUCHY(0) {
        @Override
        double draw(RandomGenerator random) {
            return FastMath.tan(Math.PI * (random.nextDouble() - 0.5));
        }
    },
    /** Nothing near the ends is rarer than in the middle. */
    UNIFORM(0.5) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextDouble();
        }
    },
    /** One in ten is up to tens of standard deviations off, either way. */
    OUTLIERS(0) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian() * (random.nextDouble() < 0.1 ? 10 : 1);
        }
    },
    /** One in five comes while something else keeps the machine busy: slower, by ten standard deviations. */
    NOISY_NEIGHBOUR(0.3186393639643752) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian() + (random.nextDouble() < 0.2 ? 10 : 0);
        }
    },
    /** Two in five are another kind of JVM: a compiler that decided otherwise. */
    TWO_KINDS(0.9674215661017013) {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian() + (random.nextDouble() < 0.4 ? 20 : 0);
        }
    };

    private final double median;

    Populations(double median) {
        this.median = median;
    }

    abstract double draw(RandomGenerator random);

    /** The true median of the logarithms. */
    double median() {
        return median;
    }

    /** Trials around 1. */
    double[] trials(int n, double spread, RandomGenerator random) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            // A tail without end is cut where figures would overflow, far beyond any rank that matters.
            values[i] = Math.exp(Math.clamp(spread * draw(random), -700, 700));
        }
        return values;
    }
}
