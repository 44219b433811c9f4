package claimbench.dashboards;

import claimbench.contract.WireName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a run, each with the colour and the dashes that it has in every panel. The colours are from Okabe and
 * Ito's palette ("Color Universal Design", 2008), which people with any of the usual kinds of colour blindness can tell
 * apart; the dashes tell lines apart where there is no colour at all.
 */
public enum ProcessName implements WireName {
    PLATFORM_THREADS("#E69F00", null),
    VIRTUAL_THREADS("#56B4E9", List.of(12, 4)),
    EVENT_LOOP("#009E73", List.of(4, 4)),
    REACTIVE("#CC79A7", List.of(12, 4, 2, 4)),
    UPSTREAM("#999999", List.of(2, 6)),
    GENERATOR("#D55E00", null);

    /** The servers under test that come with the product. */
    public static final Set<ProcessName> MODELS = Set.of(PLATFORM_THREADS, VIRTUAL_THREADS, EVENT_LOOP, REACTIVE);

    private final String color;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable elements
    private final @Nullable List<Integer> dashPixels;

    ProcessName(String color, @Nullable List<Integer> dashPixels) {
        this.color = color;
        this.dashPixels = dashPixels;
    }

    /** Value of the label {@link claimbench.contract.MeterNames#PROCESS}. */
    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Red, green and blue, as in CSS. */
    public String color() {
        return color;
    }

    /** Lengths of strokes and gaps in pixels; null for a solid line. */
    public @Nullable List<Integer> dashPixels() {
        return dashPixels;
    }
}
