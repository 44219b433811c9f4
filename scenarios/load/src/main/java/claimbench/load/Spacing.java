package claimbench.load;

import claimbench.contract.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the arrivals of an open load follow each other. */
public enum Spacing implements WireName {
    /** One after another at the same distance: the gentlest load of a rate. */
    EVEN,
    /** By chance, as users do who do not know of each other: the gaps are exponential, the arrivals a Poisson process. */
    POISSON;

    /** What may be chosen. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Spacing::wireName).toList();
    }

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In words that follow the rate. */
    String inWords() {
        return switch (this) {
            case EVEN -> "evenly spaced";
            case POISSON -> "at random (Poisson)";
        };
    }
}
