package claimbench.harness.claim;

/** A trial lacks what a quantity is made from; the message says what. */
final class UnmeasurableException extends Exception {
    private static final long serialVersionUID = 1;

    private final String zh;

    UnmeasurableException(String message, String zh) {
        super(message);
        this.zh = zh;
    }

    /** The message in both languages. */
    Text text() {
        return new Text(String.valueOf(getMessage()), zh);
    }
}
