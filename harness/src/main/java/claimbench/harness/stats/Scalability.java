package claimbench.harness.stats;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;
import org.jspecify.annotations.Nullable;

/**
 * What more cores, or more users, bring: Amdahl's law and the Universal Scalability Law, fitted to measured throughput.
 *
 * <pre>
 *                    λ N
 *   X(N) = ───────────────────────────         Amdahl: κ = 0
 *           1 + σ (N − 1) + κ N (N − 1)
 * </pre>
 *
 * <p>λ is what one brings, σ the share of the work that one at a time can do (G. M. Amdahl, AFIPS 1967), κ what keeping
 * all in agreement costs each pair of them (N. J. Gunther, Guerrilla Capacity Planning, 2007, chapter 4). With κ above
 * 0 there is a number beyond which more of them bring less.
 *
 * <p>Least squares by Levenberg and Marquardt's method; the intervals are those of the linearised model with Student's
 * t, as of any nonlinear regression. They may reach below 0, which no σ and no κ is: then the data cannot tell it from
 * 0.
 */
public final class Scalability {
    private Scalability() {}

    /**
     * A fitted law.
     *
     * @param lambda throughput of one
     * @param sigma contention
     * @param kappa coherency; {@code null} for Amdahl's law
     * @param rSquared share of the variance that the law explains, at most 1
     * @param points how many were fitted
     */
    public record Fit(
            Interval lambda, Interval sigma, @Nullable Interval kappa, double rSquared, int points) {

        /** Throughput that the law predicts. */
        public double at(double n) {
            return throughput(n, lambda.value(), sigma.value(), kappaValue());
        }

        /** Where throughput is highest; infinite where it grows for ever. */
        public double peak() {
            return kappaValue() > 0
                    ? Math.sqrt(Math.max(0, 1 - sigma.value()) / kappaValue())
                    : Double.POSITIVE_INFINITY;
        }

        private double kappaValue() {
            return kappa == null ? 0 : kappa.value();
        }
    }

    /**
     * Fits Amdahl's law.
     *
     * @param level of confidence of the intervals
     * @param n cores or users, at least 1; at least three points, and two different numbers
     * @param throughput measured there, positive
     * @throws IllegalArgumentException where the points are too few or out of bounds, or no fit is found
     */
    public static Fit amdahl(double level, double[] n, double[] throughput) {
        return fit(level, n, throughput, 2);
    }

    /**
     * Fits the Universal Scalability Law.
     *
     * @param level of confidence of the intervals
     * @param n cores or users, at least 1; at least four points, and three different numbers
     * @param throughput measured there, positive
     * @throws IllegalArgumentException where the points are too few or out of bounds, or no fit is found
     */
    public static Fit usl(double level, double[] n, double[] throughput) {
        return fit(level, n, throughput, 3);
    }

    private static Fit fit(double level, double[] n, double[] throughput, int parameters) {
        Checks.level(level);
        check(n, throughput, parameters);
        // In units of the largest throughput, and κ in units of σ at the largest N, all parameters are of one size.
        double most = Arrays.stream(throughput).max().orElseThrow();
        double[] target = Arrays.stream(throughput).map(x -> x / most).toArray();
        double widest = Arrays.stream(n).max().orElseThrow();
        Optimum optimum;
        RealMatrix covariances;
        try {
            optimum = new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .start(start(n, target, parameters))
                            .target(target)
                            .model(point -> model(n, widest, point))
                            .maxEvaluations(10_000)
                            .maxIterations(10_000)
                            .build());
            covariances = optimum.getCovariances(1e-14);
        } catch (MathRuntimeException e) {
            throw new IllegalArgumentException("no law fits: " + e.getMessage(), e);
        }
        double residual = optimum.getChiSquare();
        int freedom = n.length - parameters;
        double quantile = new TDistribution(freedom).inverseCumulativeProbability((1 + level) / 2);
        double[] unit = {most, 1, 1 / widest};
        Interval[] intervals = new Interval[parameters];
        for (int i = 0; i < parameters; i++) {
            double value = optimum.getPoint().getEntry(i) * unit[i];
            double margin = quantile * Math.sqrt(covariances.getEntry(i, i) * residual / freedom) * unit[i];
            intervals[i] = new Interval(value, value - margin, value + margin, level, n.length);
        }
        return new Fit(
                intervals[0],
                intervals[1],
                parameters == 3 ? intervals[2] : null,
                rSquared(target, residual),
                n.length);
    }

    private static double rSquared(double[] target, double residual) {
        double total = Moments.of(target).variance() * (target.length - 1);
        return total == 0 ? 1 : 1 - residual / total;
    }

    private static void check(double[] n, double[] throughput, int parameters) {
        if (n.length != throughput.length) {
            throw new IllegalArgumentException(
                    n.length + " numbers and " + throughput.length + " throughputs do not match");
        }
        Checks.finite(parameters + 1, n);
        Checks.logarithms(throughput);
        for (double one : n) {
            if (one < 1) {
                throw new IllegalArgumentException("cores or users are at least 1, and " + one + " is less");
            }
        }
        long different = Arrays.stream(n).distinct().count();
        if (different < parameters) {
            throw new IllegalArgumentException("a law with " + parameters
                    + " parameters needs as many different numbers, and there are " + different);
        }
    }

    /** Some contention, no coherency, and the throughput of one as the fewest have it. */
    private static double[] start(double[] n, double[] target, int parameters) {
        double[] start = new double[parameters];
        int least = 0;
        for (int i = 1; i < n.length; i++) {
            least = n[i] < n[least] ? i : least;
        }
        start[0] = target[least] / n[least];
        start[1] = 0.05;
        return start;
    }

    private static Pair<RealVector, RealMatrix> model(double[] n, double widest, RealVector point) {
        double lambda = point.getEntry(0);
        double sigma = point.getEntry(1);
        boolean coherency = point.getDimension() == 3;
        double kappa = coherency ? point.getEntry(2) / widest : 0;
        RealVector values = new ArrayRealVector(n.length);
        RealMatrix jacobian = new Array2DRowRealMatrix(n.length, point.getDimension());
        for (int i = 0; i < n.length; i++) {
            double value = throughput(n[i], lambda, sigma, kappa);
            double denominator = lambda * n[i] / value;
            values.setEntry(i, value);
            jacobian.setEntry(i, 0, value / lambda);
            jacobian.setEntry(i, 1, -value * (n[i] - 1) / denominator);
            if (coherency) {
                jacobian.setEntry(i, 2, -value * n[i] * (n[i] - 1) / widest / denominator);
            }
        }
        return new Pair<>(values, jacobian);
    }

    private static double throughput(double n, double lambda, double sigma, double kappa) {
        return lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
    }
}
