package claimbench.harness.stats;

import org.hipparchus.special.Erf;

/**
 * What theory predicts where nothing costs anything: the curves that stand beside what was measured. Pure functions; each names its source.
 *
 * <pre>
 *   k calls at once           Σ/max: k for equal latencies, k/H_k for exponential ones, k/E[max] for others
 *   two of unequal length     (a + b)/max(a, b), at most 2
 *   many users                min(users, capacity)/min(users, capacity of the baseline)
 *   waiting and computing     min(k, 1/(1 − f)) on one core
 *   n cores                   Amdahl: 1/(s + (1 − s)/n)
 *   in flight                 Little: L = λW
 * </pre>
 *
 * <p>The Universal Scalability Law, which has to be fitted, is {@link Scalability}.
 */
public final class Laws {
    /** How the latencies of calls scatter around their mean. */
    public enum Latencies {
        /** All are equal. */
        FIXED {
            @Override
            double expectedMax(int calls) {
                return 1;
            }
        },
        /** Memoryless. */
        EXPONENTIAL {
            @Override
            double expectedMax(int calls) {
                return harmonic(calls);
            }
        },
        /** The logarithm is normal with a standard deviation of 1: a long tail, as response times have. */
        LOGNORMAL {
            @Override
            double expectedMax(int calls) {
                return lognormalMax(calls, 1);
            }
        };

        /** Mean of the longest of so many independent latencies, in units of the mean of one. */
        abstract double expectedMax(int calls);
    }

    private Laws() {}

    /**
     * How many times as fast calls are all at once as one after another: E[Σ]/E[max], the ratio of the mean times.
     *
     * <p>Equal latencies: k. Exponential ones: k/H_k, since the longest of k has mean H_k (A. Rényi, On the theory of order
     * statistics, 1953). In general E[max] is the integral of 1 − F(x)^k over x from 0 (H. A. David, Order Statistics, 1970).
     *
     * @param calls k, at least 1
     */
    public static double fanOut(Latencies latencies, int calls) {
        atLeast("calls", calls, 1);
        return calls / latencies.expectedMax(calls);
    }

    /**
     * How many times as fast two operations are at once: (a + b)/max(a, b). At most 2, where both are equal.
     *
     * @param a length of one, positive
     * @param b length of the other, positive
     */
    public static double pair(double a, double b) {
        positive("a", a);
        positive("b", b);
        return (a + b) / Math.max(a, b);
    }

    /**
     * How many times as many requests a server answers as a baseline under the same users, each with one request at a time that only
     * waits: what is in flight at the one over what is at the other. The operational bound X ≤ min(N/R, capacity) on both sides (J. D. C.
     * Little, Operations Research 9(3), 1961; P. J. Denning and J. P. Buzen, ACM Computing Surveys 10(3), 1978).
     *
     * @param users at least 1
     * @param capacity how many it serves at once; infinite where nothing limits it
     * @param baselineCapacity how many the baseline serves at once
     */
    public static double crowd(double users, double capacity, double baselineCapacity) {
        atLeast("users", users, 1);
        atLeast("capacity", capacity, 1);
        atLeast("baselineCapacity", baselineCapacity, 1);
        return Math.min(users, capacity) / Math.min(users, baselineCapacity);
    }

    /**
     * How many times as fast tasks that wait and compute are when they take turns on one core: min(k, 1/(1 − f)). Their waits overlap,
     * their computing does not (G. M. Amdahl, AFIPS 1967, with the computing as the serial part).
     *
     * @param tasks k, at least 1
     * @param waitingShare f, part of a task's time that is waiting, from 0 to 1
     */
    public static double turns(int tasks, double waitingShare) {
        atLeast("tasks", tasks, 1);
        share("waitingShare", waitingShare);
        return waitingShare == 1 ? tasks : Math.min(tasks, 1 / (1 - waitingShare));
    }

    /**
     * How many times as fast n cores are as one: 1/(s + (1 − s)/n) (G. M. Amdahl, AFIPS 1967).
     *
     * @param cores n, at least 1
     * @param serialShare s, part of the work that one at a time can do, from 0 to 1
     */
    public static double amdahl(double cores, double serialShare) {
        atLeast("cores", cores, 1);
        share("serialShare", serialShare);
        return 1 / (serialShare + (1 - serialShare) / cores);
    }

    /**
     * How many requests are in flight on average: L = λW (J. D. C. Little, Operations Research 9(3), 1961). {@link LittlesLaw} checks it.
     *
     * @param answersPerSecond λ, not negative
     * @param meanSeconds W, not negative
     */
    public static double inFlight(double answersPerSecond, double meanSeconds) {
        atLeast("answersPerSecond", answersPerSecond, 0);
        atLeast("meanSeconds", meanSeconds, 0);
        return answersPerSecond * meanSeconds;
    }

    /** H_k = 1 + 1/2 + … + 1/k. */
    static double harmonic(int k) {
        double sum = 0;
        for (int i = k; i >= 1; i--) {
            sum += 1.0 / i;
        }
        return sum;
    }

    /** By the trapezoidal rule over y = ln x, where the integrand is smooth and dies away on both sides. */
    private static double lognormalMax(int k, double sigma) {
        double mu = -sigma * sigma / 2;
        double step = 0.005;
        double sum = 0;
        for (double y = mu - 12 * sigma; y <= mu + 12 * sigma; y += step) {
            double below = normal((y - mu) / sigma);
            // Far to the right 1 − F^k would lose all its digits.
            sum += -Math.expm1(k * Math.log(below)) * Math.exp(y) * step;
        }
        return sum;
    }

    private static double normal(double z) {
        return Erf.erfc(-z / Math.sqrt(2)) / 2;
    }

    private static void atLeast(String name, double value, double min) {
        if (!(value >= min)) {
            throw new IllegalArgumentException(name + " must be at least " + min + ", not " + value);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, not " + value);
        }
    }
}
