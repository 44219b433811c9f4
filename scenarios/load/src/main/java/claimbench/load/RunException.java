package claimbench.load;

/** A run that cannot start or cannot be stored; the message is one line for whoever started it. */
final class RunException extends RuntimeException {
    RunException(String message) {
        super(message, null, false, false);
    }
}
