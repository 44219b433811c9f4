package claimbench.harness.report.document;

/** A name, a parameter or a command, letter by letter. */
public record Code(String text) implements Inline {}
