package claimbench.contract;

import java.util.Locale;

/** How a request's parts are carried out: the one word in which the handlers of a lecture differ. */
public enum Mode implements WireName {
    /** One part after another. */
    SERIAL,
    /** All parts at once as the model's own lightweight tasks, which take turns where the model has one thread. */
    CONCURRENT,
    /** All parts at once on all cores. */
    PARALLEL;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
