package claimbench.harness.report.document;

/** A part of a line. */
public sealed interface Inline permits Plain, Strong, Code, Link, Math, Mark {
    /** The same without any form, as it stands in comma-separated values. */
    String text();
}
