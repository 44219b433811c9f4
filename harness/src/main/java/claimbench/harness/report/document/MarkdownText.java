package claimbench.harness.report.document;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.List;

/** A document in Markdown, as GitHub reads it: tables have pipes, anchors are empty HTML elements. */
public final class MarkdownText {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Document document;
    private final Pictures pictures;

    private MarkdownText(Document document, Pictures pictures) {
        this.document = document;
        this.pictures = pictures;
    }

    /** Renders a document; figures are files beside it, in {@code figures/}. */
    public static String of(Document document, Pictures pictures) {
        var markdown = new MarkdownText(document, pictures);
        markdown.out.append("# ").append(escaped(document.title())).append('\n');
        document.blocks().forEach(markdown::block);
        return markdown.out.toString();
    }

    private void block(Block block) {
        out.append('\n');
        switch (block) {
            case Heading heading ->
                out.append(anchor(heading.anchor()) + "\n\n" + "#".repeat(heading.level()) + " ")
                        .append(inlines(heading.content()))
                        .append('\n');
            case Paragraph paragraph -> out.append(line(paragraph.content())).append('\n');
            case ListBlock list ->
                list.items().forEach(item -> out.append("- ").append(line(item)).append('\n'));
            case TableBlock table -> table(table);
            case FigureBlock figure -> figure(figure);
            case Quote quote -> out.append("> ").append(line(quote.content())).append('\n');
            case CodeBlock code -> code(code);
        }
    }

    private static String anchor(String name) {
        return "<a id=\"" + name + "\"></a>";
    }

    private void table(TableBlock table) {
        out.append(anchor(table.id()))
                .append("\n**")
                .append(escaped(table.caption()))
                .append("**\n\n|");
        for (Column column : table.columns()) {
            out.append(' ').append(escaped(column.head())).append(" |");
        }
        out.append("\n|");
        for (Column column : table.columns()) {
            out.append(
                    switch (column.align()) {
                        case LEFT -> "---|";
                        case RIGHT, NUMBER -> "---:|";
                    });
        }
        out.append('\n');
        for (List<Cell> row : table.rows()) {
            out.append('|');
            for (Cell cell : row) {
                out.append(' ')
                        .append(inlines(cell.content()))
                        .append(cell.content().isEmpty() ? "|" : " |");
            }
            out.append('\n');
        }
    }

    private void figure(FigureBlock figure) {
        out.append(anchor(figure.id())).append('\n');
        if (pictures.svg(figure, document.language()).isPresent()) {
            out.append("![")
                    .append(escaped(figure.alternative()))
                    .append("](figures/" + figure.base() + "."
                            + document.language().tag() + ".svg)\n\n");
        }
        out.append('*').append(escaped(figure.caption())).append("*\n");
    }

    /** A fence is longer than any run of backticks in what it holds. */
    private void code(CodeBlock code) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.text().length(); i++) {
            run = code.text().charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(Math.max(3, longest + 1));
        out.append(fence).append(code.kind()).append('\n');
        out.append(code.text()).append('\n').append(fence).append('\n');
    }

    /** A line of its own: a mark at its start would make a list, a heading or a quotation of it. */
    private static String line(List<Inline> content) {
        return inlines(content)
                .replaceFirst("^([#>+=-]|[0-9]+(?=[.)]))", "\\\\$1")
                .replaceFirst("^\\\\([0-9]+)", "$1\\\\");
    }

    private static String inlines(List<Inline> all) {
        List<Inline> content =
                all.stream().filter(inline -> !inline.text().isEmpty()).toList();
        var line = new StringBuilder();
        for (int i = 0; i < content.size(); i++) {
            Inline inline = content.get(i);
            boolean bold = inline instanceof Strong || inline instanceof Mark;
            // Between a full stop within and a letter beyond, the stars would end nothing: so is the rule, and Chinese
            // has no space there.
            boolean runsOn = i + 1 < content.size() && content.get(i + 1).text().matches("(?s)[\\p{L}\\p{N}].*");
            line.append(bold && runsOn ? boldUpToItsSign(inline.text()) : inline(inline));
        }
        return line.toString();
    }

    private static String boldUpToItsSign(String text) {
        int end = text.length();
        while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        return bold(text.substring(0, end)) + escaped(text.substring(end));
    }

    private static String inline(Inline inline) {
        return switch (inline) {
            case Plain plain -> escaped(plain.text());
            case Strong strong -> bold(strong.text());
            case Mark mark -> bold(mark.text());
            case Code code -> code(code.text());
            case Link link ->
                "[" + escaped(link.text()) + "]("
                        + link.target()
                                .replace(" ", "%20")
                                .replace("(", "%28")
                                .replace(")", "%29")
                                .replace("<", "%3C")
                                .replaceAll("\\R", "")
                        + ")";
        };
    }

    private static String bold(String text) {
        return text.isBlank() ? escaped(text) : "**" + escaped(text.strip()) + "**";
    }

    /** A pipe would end a cell even here, so it is escaped as in a table; elsewhere that does no harm but to the eye. */
    private static String code(String text) {
        String line = text.replaceAll("\\R", " ").replace("|", "\\|");
        if (!line.contains("`")) {
            return "`" + line + "`";
        }
        return "`` " + line.replace("``", "` `") + " ``";
    }

    /** A text that may stand in a line or in a cell. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        String line = text.replaceAll("\\R", " ");
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '\\', '`', '*', '[', ']', '|', '~', '$' ->
                    safe.append('\\').append(c);
                case '<' -> safe.append("&lt;");
                case '&' -> safe.append("&amp;");
                // Within a word it means nothing, as in NOT_TESTABLE.
                case '_' -> safe.append(inWord(line, i) ? "_" : "\\_");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean inWord(String line, int i) {
        return i > 0
                && i < line.length() - 1
                && Character.isLetterOrDigit(line.charAt(i - 1))
                && Character.isLetterOrDigit(line.charAt(i + 1));
    }
}
