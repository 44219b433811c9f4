package claimbench.contract;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long an upstream call takes. A draw depends on the seed and the call's index alone, so that a theory (the sum, the
 * maximum) can be worked out from the same figures that the upstream waited.
 */
public enum Distribution implements WireName {
    /** Every call takes the mean. */
    FIXED {
        @Override
        double draw(double meanMs, SplittableRandom random) {
            return meanMs;
        }
    },
    /** Memoryless; the standard deviation equals the mean. */
    EXPONENTIAL {
        @Override
        double draw(double meanMs, SplittableRandom random) {
            return -meanMs * Math.log1p(-random.nextDouble());
        }
    },
    /** Skewed as response times are: the logarithm is normal with {@link #LOGNORMAL_SIGMA}, shifted to keep the mean. */
    LOGNORMAL {
        @Override
        double draw(double meanMs, SplittableRandom random) {
            double mu = Math.log(meanMs) - LOGNORMAL_SIGMA * LOGNORMAL_SIGMA / 2;
            return meanMs == 0 ? 0 : Math.exp(mu + LOGNORMAL_SIGMA * random.nextGaussian());
        }
    };

    /** Standard deviation of the logarithm of a lognormal latency, without unit. */
    public static final double LOGNORMAL_SIGMA = 1.0;

    /** No draw is longer than this many milliseconds: a request must end. */
    public static final double LATENCY_MS_MAX = 60_000;

    abstract double draw(double meanMs, SplittableRandom random);

    /**
     * The latency of one call.
     *
     * @param meanMs mean latency in milliseconds, not negative
     * @param seed the request's seed
     * @param call the call's index within the request, from 0
     * @return milliseconds, from 0 to {@link #LATENCY_MS_MAX}
     */
    public double latencyMs(double meanMs, long seed, int call) {
        var random = new SplittableRandom(seed * 1_000_003 + call);
        return Math.min(draw(meanMs, random), LATENCY_MS_MAX);
    }

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
