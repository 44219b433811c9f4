package claimbench.harness.report.document;

/**
 * A formula.
 *
 * @param text as one types it: {@code n·t / max(t)}
 * @param latex the same between dollar signs in LaTeX; written by us, never taken from data
 */
public record Math(String text, String latex) implements Inline {}
