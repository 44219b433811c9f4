package claimbench.harness.report.document;

/**
 * Lines in which every space counts: a command, a trace, a handler.
 *
 * @param text lines between line feeds, without one at the end
 * @param kind for colouring, as after the fence in Markdown: {@code sh}, {@code java}, {@code python}; empty for none
 */
public record CodeBlock(String text, String kind) implements Block {
    public static CodeBlock of(String text) {
        return new CodeBlock(text, "");
    }
}
