package claimbench.harness.report.figure;

import claimbench.harness.claim.Text;

/** A figure cannot be drawn on this machine; the message, which is the English one of the words, says what is missing, in one line. */
public final class FigureException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // it goes from one class to the next, and never to a file
    private final Text words;

    FigureException(Text words) {
        super(words.en());
        this.words = words;
    }

    FigureException(Text words, Throwable cause) {
        super(words.en(), cause);
        this.words = words;
    }

    /** What is missing, and which package has it, in both languages. */
    public Text words() {
        return words;
    }
}
