package claimbench.harness.report.document;

/** Words that weigh more. */
public record Strong(String text) implements Inline {}
