package claimbench.harness.claim;

/** A value of a catalogue file is not as it must be; whoever knows the file adds its name and the line. */
final class WrongValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String at;

    /**
     * A value that is wrong.
     *
     * @param at where, as a JSON pointer: from the document's root, or from the record that refuses its own component
     * @param what is wrong with it, and what is allowed
     */
    WrongValueException(String at, String what) {
        super(what);
        this.at = at;
    }

    String at() {
        return at;
    }

    /** What is wrong, without a null. */
    String what() {
        return String.valueOf(getMessage());
    }
}
