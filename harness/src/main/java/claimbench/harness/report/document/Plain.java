package claimbench.harness.report.document;

/** Words. Renderers escape whatever means something to their format. */
public record Plain(String text) implements Inline {}
