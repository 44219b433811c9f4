package claimbench.harness.stats;

/**
 * Mean and spread of some numbers.
 *
 * @param n how many, at least 2
 * @param mean arithmetic
 * @param variance with n − 1 below
 */
record Moments(int n, double mean, double variance) {
    static Moments of(double[] values) {
        int n = values.length;
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Moments(n, mean, squares / (n - 1));
    }

    double standardError() {
        return Math.sqrt(variance / n);
    }
}
