package claimbench.harness.experiment;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often is measured: every default of time in one place.
 *
 * <p>The window of a crowd is a whole number of the waits of its users: fifths of a second, half seconds, seconds, three or six of them. They never spread evenly
 * over that time, so a window that ends in the middle of it counts some of them once more than others. Where requests take seconds, each user
 * begins one in the window; where one user sends all kinds in turn, there is time for ten of each and one more.
 */
@SuppressWarnings("ImmutableEnumChecker") // its fields are numbers, a time and an unmodifiable map of records
public enum Profile {
    /**
     * At most five minutes on two cores. Claims about what a run can find out in seconds are judged; of the others, and of maps, there is a first
     * answer from one trial of one target.
     */
    QUICK(
            3,
            3,
            Grain.TINY,
            null,
            Map.of(
                    LoadKind.CALLS, new Times(1_300, 2_000),
                    LoadKind.CROWD, new Times(1_300, 2_000),
                    LoadKind.QUEUE, new Times(900, 2_400),
                    LoadKind.UPSTREAM_CROWD, new Times(2_400, 3_000),
                    LoadKind.THRONG, new Times(5_000, 3_000),
                    LoadKind.STACK, new Times(4_000, 3_000),
                    LoadKind.COMPUTATION, new Times(900, 3_000),
                    LoadKind.TURNS, new Times(900, 4_200),
                    LoadKind.SWEEP, new Times(1_500, 3_000))),
    /**
     * For a lecture: at most three quarters of an hour, every claim judged, all maps at coarse grain. Where many points share a trial, its
     * window is long enough to be tested for steady state, and its warm-up long enough to pass; the others are short, so that every
     * condition has its three trials on every target. What a fourth and a fifth decide has these where they end in time.
     */
    STANDARD(
            5,
            3,
            Grain.COARSE,
            Duration.ofMinutes(45),
            Map.of(
                    LoadKind.CALLS, new Times(2_000, 3_000),
                    LoadKind.CROWD, new Times(2_000, 3_000),
                    LoadKind.QUEUE, new Times(2_000, 4_000),
                    LoadKind.UPSTREAM_CROWD, new Times(2_500, 3_000),
                    LoadKind.THRONG, new Times(5_000, 3_000),
                    LoadKind.STACK, new Times(15_000, 15_000),
                    LoadKind.COMPUTATION, new Times(1_500, 4_000),
                    LoadKind.TURNS, new Times(9_000, 11_000),
                    LoadKind.SWEEP, new Times(11_000, 10_000))),
    /** For a citation: as long as it takes. */
    FULL(
            10,
            5,
            Grain.FINE,
            null,
            Map.of(
                    LoadKind.CALLS, new Times(30_000, 30_000),
                    LoadKind.CROWD, new Times(30_000, 30_000),
                    LoadKind.QUEUE, new Times(30_000, 30_000),
                    LoadKind.UPSTREAM_CROWD, new Times(30_000, 30_000),
                    LoadKind.THRONG, new Times(30_000, 30_000),
                    LoadKind.STACK, new Times(45_000, 30_000),
                    LoadKind.COMPUTATION, new Times(30_000, 30_000),
                    LoadKind.TURNS, new Times(30_000, 60_000),
                    LoadKind.SWEEP, new Times(30_000, 60_000)));

    /** Lengths of a first answer. */
    private static final Times FIRST_LOOK = new Times(800, 1_500);

    /** The same of many users, who take a little longer to come; the window is a whole number of their waits. */
    private static final Times FIRST_LOOK_AT_CROWD = new Times(900, 2_000);

    /**
     * Lengths in one trial.
     *
     * @param warmUpMillis the same load before the window, at most: a long one ends when the trial has settled
     * @param windowMillis what is measured
     */
    public record Times(int warmUpMillis, int windowMillis) {}

    private final int rounds;
    private final int roundsOfMaps;
    private final Grain grain;
    private final @Nullable Duration bound;
    private final Map<LoadKind, Times> times;

    Profile(int rounds, int roundsOfMaps, Grain grain, @Nullable Duration bound, Map<LoadKind, Times> times) {
        this.rounds = rounds;
        this.roundsOfMaps = roundsOfMaps;
        this.grain = grain;
        this.bound = bound;
        this.times = times;
    }

    /** How many trials each condition has. */
    public int rounds() {
        return rounds;
    }

    /** How many trials of each condition a run has however long they take. */
    public int roundsAtLeast() {
        return roundsOfMaps;
    }

    /** A round beyond {@link #roundsAtLeast} that would end later than this is not begun; empty where each is. */
    public Optional<Duration> bound() {
        return Optional.ofNullable(bound);
    }

    /** Lengths in a trial with a load of this kind. */
    public Times times(LoadKind kind) {
        return Objects.requireNonNull(times.get(kind));
    }

    /** Lengths in a trial that is there for a first answer. */
    Times timesOfFirstLook(LoadKind kind) {
        return switch (kind) {
            case CROWD -> FIRST_LOOK_AT_CROWD;
            // As long as they need to be.
            case QUEUE, UPSTREAM_CROWD, THRONG, COMPUTATION, TURNS, SWEEP -> times(kind);
            case CALLS, STACK -> FIRST_LOOK;
        };
    }

    /** How finely maps are measured. */
    public Grain grain() {
        return grain;
    }

    /** Whether some claims get a first answer only, where no claim was asked for by name. */
    public boolean looksFirst() {
        return this == QUICK;
    }

    /** Whether maps are measured of claims that are decided without them. */
    public boolean mapsBeside() {
        return grain != Grain.TINY;
    }

    /**
     * How many trials a condition of this experiment has.
     *
     * @param roundsOfPlan whether the profile's or those that were asked for
     */
    int rounds(Experiment experiment, int roundsOfPlan) {
        boolean fewer = switch (experiment.part().sampling().rounds()) {
            case ALL -> false;
            case FEWER -> true;
            case FEWER_OF_SHORT_TRIALS -> bound != null;
        };
        // As many fewer as the profile has, but not of the first.
        return fewer
                ? Math.max(Math.min(roundsOfPlan, roundsOfMaps), Math.ceilDiv(roundsOfPlan * roundsOfMaps, rounds))
                : roundsOfPlan;
    }

    /** As it is written in commands and results. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Profile::wireName).toList();
    }

    public static Optional<Profile> find(String name) {
        return Arrays.stream(values())
                .filter(profile -> profile.wireName().equals(name))
                .findFirst();
    }
}
