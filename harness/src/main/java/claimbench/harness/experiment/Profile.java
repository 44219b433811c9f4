package claimbench.harness.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long and how often is measured: every default of time in one place. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are records of two numbers
public enum Profile {
    /** A first answer: all claims in less than four minutes on two cores. */
    QUICK(3, new Times(1_600, 2_300), new Times(1_500, 2_000), new Times(1_000, 2_300)),
    /** For a lecture: half an hour, narrower intervals. */
    STANDARD(5, new Times(5_000, 15_000), new Times(5_000, 15_000), new Times(5_000, 10_000)),
    /** For a citation: two hours. */
    FULL(10, new Times(10_000, 30_000), new Times(10_000, 30_000), new Times(10_000, 30_000));

    /**
     * Lengths in one trial.
     *
     * @param warmUpMillis the same load before the window
     * @param windowMillis what is measured
     */
    public record Times(int warmUpMillis, int windowMillis) {}

    private final int rounds;
    private final Times fanout;
    private final Times wait;
    private final Times cpu;

    Profile(int rounds, Times fanout, Times wait, Times cpu) {
        this.rounds = rounds;
        this.fanout = fanout;
        this.wait = wait;
        this.cpu = cpu;
    }

    /** How many trials each condition has. */
    public int rounds() {
        return rounds;
    }

    /** Lengths in a trial of a scenario. */
    public Times times(String scenario) {
        return switch (scenario) {
            case "fanout" -> fanout;
            case "cpu" -> cpu;
            default -> wait;
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
