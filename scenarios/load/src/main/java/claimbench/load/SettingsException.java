package claimbench.load;

/** Settings that cannot be run; the message is one line that names the setting, its value and what is allowed. */
public final class SettingsException extends RuntimeException {
    SettingsException(String message) {
        super(message, null, false, false);
    }
}
