package claimbench.harness.claim;

/** A trial lacks what a quantity is made from; the message says what. */
final class UnmeasurableException extends Exception {
    private static final long serialVersionUID = 1;

    UnmeasurableException(String message) {
        super(message);
    }
}
