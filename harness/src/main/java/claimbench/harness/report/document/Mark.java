package claimbench.harness.report.document;

/** A verdict or the like: a word that is coloured where a format has colours, and never told by its colour alone. */
public record Mark(String text, Tone tone) implements Inline {
    /** What it means. */
    public enum Tone {
        /** As expected. */
        GOOD,
        /** In part. */
        MIXED,
        /** Not as expected. */
        BAD,
        /** Cannot be told. */
        OPEN
    }
}
