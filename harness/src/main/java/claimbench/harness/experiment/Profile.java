package claimbench.harness.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long and how often is measured: every default of time in one place.
 *
 * <p>The window of a crowd is a whole number of the half seconds that each of its users waits. They never spread evenly over
 * that time, so a window that ends in the middle of it counts some of them once more than others, and Little's law with it.
 */
@SuppressWarnings("ImmutableEnumChecker") // its fields are records of two numbers
public enum Profile {
    /** A first answer: all claims in less than four minutes on two cores. */
    QUICK(3, new Times(1_400, 2_200), new Times(1_300, 2_000), new Times(4_000, 3_000), new Times(900, 2_200)),
    /** For a lecture: three quarters of an hour at most, narrower intervals. */
    STANDARD(
            5,
            new Times(15_000, 15_000),
            new Times(15_000, 15_000),
            new Times(20_000, 15_000),
            new Times(15_000, 10_000)),
    /** For a citation: two and a half hours at most. */
    FULL(
            10,
            new Times(30_000, 30_000),
            new Times(30_000, 30_000),
            new Times(45_000, 30_000),
            new Times(30_000, 30_000));

    /**
     * Lengths in one trial.
     *
     * @param warmUpMillis the same load before the window, at most: a long one ends when the trial has settled
     * @param windowMillis what is measured
     */
    public record Times(int warmUpMillis, int windowMillis) {}

    private final int rounds;
    private final Times calls;
    private final Times crowd;
    private final Times stack;
    private final Times computation;

    Profile(int rounds, Times calls, Times crowd, Times stack, Times computation) {
        this.rounds = rounds;
        this.calls = calls;
        this.crowd = crowd;
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
            case STACK -> stack;
            case COMPUTATION -> computation;
        };
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
