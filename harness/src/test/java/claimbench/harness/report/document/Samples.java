package claimbench.harness.report.document;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.List;

/** Documents for tests of renderers. */
final class Samples {
    /** What somebody might call a server to see whether it is shown as it is. */
    static final String HOSTILE =
            "<script>alert(\"1\")</script> & 'x' | $ % _ # { } ~ ^ \\ ` * [a](b) </style> --> \u0000";

    private Samples() {}

    static Document of(Language language, Block... blocks) {
        return new Document("A title", language, List.of(blocks));
    }

    /** Every kind of block and of part of a line, with the same text in all of them. */
    static Document everywhere(Language language, String text) {
        return new Document(
                text,
                language,
                List.of(
                        new Heading(2, "first", List.of(new Plain(text), new Code(text))),
                        new Paragraph(List.of(
                                new Plain(text),
                                new Strong(text),
                                new Code(text),
                                new Link(text, "#first"),
                                new Mark(text, Mark.Tone.BAD))),
                        new ListBlock(List.of(List.of(new Plain(text)), List.of(new Code(text)))),
                        new TableBlock(
                                "table",
                                text,
                                List.of(Column.left(text), Column.number(text)),
                                List.of(
                                        List.of(Cell.of(text), Cell.of(new Mark(text, Mark.Tone.GOOD))),
                                        List.of(Cell.of(new Code(text)), Cell.of("")))),
                        new FigureBlock("figure", text, text, "figure"),
                        Quote.of(text),
                        CodeBlock.of(text)));
    }
}
