package claimbench.contract;

import java.util.Locale;

/** What comes of one call of several that fails. */
public enum OnError implements WireName {
    /** The request fails with the first failure. */
    FAIL,
    /** The request succeeds with every result and every failure. */
    COLLECT;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
