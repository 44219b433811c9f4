package claimbench.harness.stats;

/**
 * What chance does at the ends of a window to the sum of the times that began in it.
 *
 * <p>The idea: a user who sends one request after another fills a window of length T with them, but for what was under way at its
 * start, which began before, and with more by what goes on after its end. So the sum of the times of one user is T − A + B, where A and B are what
 * is left of the requests that are under way at either end. Both are residual lifetimes of a renewal process: their means are the same,
 * E[R²]/2E[R], and the variance of each is E[R³]/3E[R] − (E[R²]/2E[R])² (D. R. Cox, Renewal Theory, 1962, chapter 5). The sum over users who
 * do not know of each other is therefore n·T on average, with a standard error of √(2n·Var). A few long requests make it large: sixty
 * users of whose requests some take five seconds, and most a tenth of one, fill twelve seconds to 1.7 % only.
 *
 * <p>Where requests take longer than the window, its ends are not independent; the error is of the same size then.
 */
public final class WindowEnds {
    private WindowEnds() {}

    /**
     * Standard error of the sum, as a share of users times the length of the window.
     *
     * @param users who each have a request under way at every moment, at least 1
     * @param windowSeconds T, positive
     * @param seconds different times of requests, not negative
     * @param counts how many requests took each, at least one in all
     */
    public static double relativeError(int users, double windowSeconds, double[] seconds, double[] counts) {
        if (users < 1 || !(windowSeconds > 0) || seconds.length != counts.length) {
            throw new IllegalArgumentException("it takes a user, a window, and a count for each time, and not " + users
                    + ", " + windowSeconds + " s, " + seconds.length + " times and " + counts.length + " counts");
        }
        double n = 0;
        double first = 0;
        double second = 0;
        double third = 0;
        for (int i = 0; i < seconds.length; i++) {
            n += counts[i];
            first += counts[i] * seconds[i];
            second += counts[i] * seconds[i] * seconds[i];
            third += counts[i] * seconds[i] * seconds[i] * seconds[i];
        }
        if (!(n > 0) || !(first > 0)) {
            return 0;
        }
        double mean = second / (2 * first);
        double variance = Math.max(0, third / (3 * first) - mean * mean);
        return Math.sqrt(2 * variance / users) / windowSeconds;
    }
}
