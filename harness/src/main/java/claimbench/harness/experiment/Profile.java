package claimbench.harness.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long and how often is measured: every default of time in one place.
 *
 * <p>The window of a crowd is a whole number of the half seconds, or of the two seconds, that each of its users waits. They never spread evenly over
 * that time, so a window that ends in the middle of it counts some of them once more than others, and Little's law with it.
 */
@SuppressWarnings("ImmutableEnumChecker") // its fields are numbers and records of two numbers
public enum Profile {
    /**
     * At most five minutes on two cores. Claims about what a run can find out in seconds are judged; of the others, and of maps, there is a first
     * answer from one trial of one target.
     */
    QUICK(
            3,
            3,
            Grain.TINY,
            new Times(1_300, 2_000),
            new Times(1_300, 2_000),
            new Times(5_000, 4_000),
            new Times(4_000, 3_000),
            new Times(900, 2_500),
            new Times(1_400, 2_600)),
    /**
     * For a lecture: at most three quarters of an hour, every claim judged, all maps at coarse grain. Where many points share a trial, its
     * window is long enough to be tested for steady state, and its warm-up long enough to pass; the others are short, so that every
     * condition has its three trials on every target.
     */
    STANDARD(
            4,
            3,
            Grain.COARSE,
            new Times(2_000, 4_000),
            new Times(2_000, 4_000),
            new Times(5_000, 4_000),
            new Times(15_000, 15_000),
            new Times(1_500, 4_000),
            new Times(12_000, 10_000)),
    /** For a citation: as long as it takes. */
    FULL(
            10,
            5,
            Grain.FINE,
            new Times(30_000, 30_000),
            new Times(30_000, 30_000),
            new Times(30_000, 30_000),
            new Times(45_000, 30_000),
            new Times(30_000, 30_000),
            new Times(30_000, 60_000));

    /** Lengths of a first answer. */
    private static final Times FIRST_LOOK = new Times(800, 1_500);

    /** The window of a crowd is a whole number of half seconds here as well. */
    private static final Times FIRST_LOOK_AT_MANY = new Times(900, 1_500);

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
    private final Times calls;
    private final Times crowd;
    private final Times throng;
    private final Times stack;
    private final Times computation;
    private final Times sweep;

    Profile(
            int rounds,
            int roundsOfMaps,
            Grain grain,
            Times calls,
            Times crowd,
            Times throng,
            Times stack,
            Times computation,
            Times sweep) {
        this.rounds = rounds;
        this.roundsOfMaps = roundsOfMaps;
        this.grain = grain;
        this.sweep = sweep;
        this.calls = calls;
        this.crowd = crowd;
        this.throng = throng;
        this.stack = stack;
        this.computation = computation;
    }

    /** How many trials each condition has. */
    public int rounds() {
        return rounds;
    }

    /** Lengths in a trial with a load of this kind. */
    public Times times(LoadKind kind) {
        return switch (kind) {
            case CALLS -> calls;
            case CROWD -> crowd;
            case THRONG -> throng;
            case STACK -> stack;
            case COMPUTATION -> computation;
            case SWEEP -> sweep;
        };
    }

    /** Lengths in a trial that is there for a first answer. */
    Times timesOfFirstLook(LoadKind kind) {
        return switch (kind) {
            case CROWD, SWEEP -> FIRST_LOOK_AT_MANY;
            case THRONG -> throng;
            default -> FIRST_LOOK;
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
        // As many fewer as the profile has.
        return experiment.part().fewerRounds() ? Math.ceilDiv(roundsOfPlan * roundsOfMaps, rounds) : roundsOfPlan;
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
