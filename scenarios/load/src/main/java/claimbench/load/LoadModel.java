package claimbench.load;

import claimbench.contract.WireName;
import java.util.Locale;

/** Whether users wait for their answer before they ask again. */
public enum LoadModel implements WireName {
    /** A fixed number of users, each with a connection of its own and one request at a time. */
    CLOSED,
    /** Arrivals at a rate, whether or not earlier ones have been answered; connections are shared. */
    OPEN;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
