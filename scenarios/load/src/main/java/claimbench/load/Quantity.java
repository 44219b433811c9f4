package claimbench.load;

import claimbench.contract.WireName;
import java.util.Locale;

/**
 * What is measured of a good stream beside its response time. Each has a file of its own, {@code first-token.hlog} and so
 * on.
 */
public enum Quantity implements WireName {
    /** From the request's start, as its response time counts it, to the first token. */
    FIRST_TOKEN,
    /** From one token to the next: one value for each but the first. */
    TOKEN_GAP,
    /** From the request's start to the last token. */
    LAST_TOKEN;

    /** Name of its file among what a run leaves. */
    public String file() {
        return wireName() + ".hlog";
    }

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
