package claimbench.kit;

/** What keeps the kit from checking anything at all: its message says what to do about it. */
final class KitException extends RuntimeException {
    KitException(String message) {
        super(message);
    }

    KitException(String message, Throwable cause) {
        super(message, cause);
    }
}
