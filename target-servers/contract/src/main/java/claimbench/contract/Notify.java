package claimbench.contract;

import java.util.Locale;

/** When the welcome mail to a new user is sent. */
public enum Notify implements WireName {
    /** After the answer. */
    BACKGROUND,
    /** Before the answer. */
    AWAITED;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
