package claimbench.harness.stats;

/** What every function of this package asks of its arguments. */
final class Checks {
    private Checks() {}

    /** A level of confidence, or a share, lies strictly between 0 and 1. */
    static void level(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "a level of confidence lies between 0 and 1, and " + level + " does not");
        }
    }

    /** At least so many numbers, all finite. */
    static void finite(int fewest, double... values) {
        if (values.length < fewest) {
            throw new IllegalArgumentException(
                    values.length == 0
                            ? "no trial, so no estimate"
                            : "at least " + fewest + " values are needed, and there are " + values.length);
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a finite number is needed, and " + value + " is none");
            }
        }
    }

    /** The natural logarithms of positive numbers. */
    static double[] logarithms(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no trial, so no estimate");
        }
        double[] logarithms = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] > 0 && Double.isFinite(values[i]))) {
                throw new IllegalArgumentException(
                        "a logarithm needs a positive number, and " + values[i] + " is none");
            }
            logarithms[i] = Math.log(values[i]);
        }
        return logarithms;
    }
}
