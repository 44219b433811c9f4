package claimbench.load;

import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Gatling from asking the network for its newest version. It has no setting for that, but it doesn't ask when its
 * preferences say that it has just asked in vain; these say so, and leave the user's own preferences alone.
 */
public final class NoUpdateCheck implements PreferencesFactory {

    /** Name of the system property that makes the JDK use this class. */
    static final String PROPERTY = "java.util.prefs.PreferencesFactory";

    private static final String LAST_CHECK_TIMESTAMP = "lastCheckTimestamp";

    @Override
    public Preferences systemRoot() {
        return new Node(null, "");
    }

    @Override
    public Preferences userRoot() {
        return new Node(null, "");
    }

    private static final class Node extends AbstractPreferences {
        Node(@Nullable AbstractPreferences parent, String name) {
            super(parent, name);
        }

        @Override
        protected @Nullable String getSpi(String key) {
            return key.equals(LAST_CHECK_TIMESTAMP) ? String.valueOf(System.currentTimeMillis()) : null;
        }

        @Override
        protected AbstractPreferences childSpi(String name) {
            return new Node(this, name);
        }

        @Override
        protected String[] keysSpi() {
            return new String[0];
        }

        @Override
        protected String[] childrenNamesSpi() {
            return new String[0];
        }

        @Override
        protected void putSpi(String key, String value) {}

        @Override
        protected void removeSpi(String key) {}

        @Override
        protected void removeNodeSpi() {}

        @Override
        protected void syncSpi() {}

        @Override
        protected void flushSpi() {}
    }
}
