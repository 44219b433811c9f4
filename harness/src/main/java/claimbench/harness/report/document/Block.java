package claimbench.harness.report.document;

/** A part of a document that stands on lines of its own. */
public sealed interface Block permits Heading, Paragraph, ListBlock, TableBlock, FigureBlock, Quote, CodeBlock {
    /** What {@code #anchor} leads to; empty where nothing does. */
    default String anchor() {
        return "";
    }
}
