package claimbench.dashboards;

import claimbench.contract.WireName;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The targets that come with the product, each with the colour and the dashes that it has in every panel. The colours are from Okabe
 * and Ito's palette ("Color Universal Design", 2008), which people with any of the usual kinds of colour blindness can tell
 * apart, and the same as in the report's figures; the dashes tell lines apart where there is no colour at all.
 */
public enum Model implements WireName {
    PLATFORM_THREADS("#E69F00", List.of()),
    VIRTUAL_THREADS("#56B4E9", List.of(12, 4)),
    EVENT_LOOP("#009E73", List.of(4, 4)),
    REACTIVE("#CC79A7", List.of(12, 4, 2, 4));

    /** All of them. */
    public static final Set<Model> MODELS = Set.of(values());

    private final String color;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable elements
    private final List<Integer> dashPixels;

    Model(String color, List<Integer> dashPixels) {
        this.color = color;
        this.dashPixels = dashPixels;
    }

    /** Value of the label {@link claimbench.contract.MeterNames#TARGET}. */
    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Red, green and blue, as in CSS. */
    public String color() {
        return color;
    }

    /** Lengths of strokes and gaps in pixels; empty for a solid line. */
    public List<Integer> dashPixels() {
        return dashPixels;
    }
}
