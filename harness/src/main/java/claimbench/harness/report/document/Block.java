package claimbench.harness.report.document;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A part of a document that stands on lines of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Block permits Heading, Paragraph, ListBlock, TableBlock, FigureBlock, Quote, CodeBlock {
    /** What {@code #anchor} leads to; empty where nothing does. */
    default String anchor() {
        return "";
    }
}
