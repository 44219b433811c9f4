package claimbench.load;

import java.util.concurrent.TimeUnit;

/**
 * How large, how fast and how long a load may be, and what it is when nobody says: for {@link Settings}, and for whoever
 * checks or explains them before a generator is started.
 */
public final class LoadLimits {
    /** Virtual users of a closed load; at least 1. */
    public static final int USERS_MAX = 20_000;

    public static final int USERS_DEFAULT = 10;

    /** Arrivals a second of an open load; at least 1. */
    public static final int RATE_MAX = 100_000;

    public static final int RATE_DEFAULT = 100;

    /** Length of the warm-up; at least 0. */
    public static final int WARM_UP_SECONDS_MAX = 600;

    public static final int WARM_UP_SECONDS_DEFAULT = 5;

    /** Length of the window. Programs may ask for less than a second: {@link #WINDOW_MILLIS_MIN}. */
    public static final int WINDOW_SECONDS_MAX = 3_600;

    public static final int WINDOW_MILLIS_MIN = 100;

    public static final int WINDOW_SECONDS_DEFAULT = 10;

    private LoadLimits() {}

    static int millis(int seconds) {
        return Math.toIntExact(TimeUnit.SECONDS.toMillis(seconds));
    }
}
