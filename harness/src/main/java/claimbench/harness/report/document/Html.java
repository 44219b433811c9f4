package claimbench.harness.report.document;

import claimbench.harness.report.document.TableBlock.Align;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A document as one page that needs nothing else: styles are in it, and so are the figures. It can be read with a screen reader, on a phone, in the
 * dark, and on paper.
 *
 * <p>All text passes through {@link #escaped}; nothing that comes from data is ever markup.
 */
public final class Html {
    private static final String STYLES = resource("report.css");

    /** A table of fewer columns fits on a phone as it is. */
    private static final int WORDS_MIN = 4;

    /** A word of a command that is an option: its hyphens are no place for a line to end. */
    private static final Pattern OPTION = Pattern.compile("(?<![^ ])-{1,2}[^ -][^ ]{0,30}(?![^ ])");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Document document;
    private final Pictures pictures;
    private final String styles;

    private Html(Document document, Pictures pictures, String styles) {
        this.document = document;
        this.pictures = pictures;
        this.styles = styles;
    }

    /**
     * Renders a document.
     *
     * @param siblings files with the same in other languages
     */
    public static String page(Document document, Pictures pictures, Map<Language, String> siblings) {
        return page(document, pictures, siblings, "");
    }

    /**
     * Renders a document that looks otherwise in some respect.
     *
     * @param styles rules that come after those of every page, and so hold against them; none of it from data
     */
    public static String page(Document document, Pictures pictures, Map<Language, String> siblings, String styles) {
        var page = new StringWriter();
        try {
            new Html(document, pictures, styles).write(siblings, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // to memory
        }
        return page.toString();
    }

    /**
     * Renders a document bit by bit: with its figures, a page is far larger than its text.
     *
     * @param siblings files with the same in other languages
     */
    public static void write(Document document, Pictures pictures, Map<Language, String> siblings, Writer writer)
            throws IOException {
        new Html(document, pictures, "").write(siblings, writer);
    }

    private void write(Map<Language, String> siblings, Writer writer) throws IOException {
        head(siblings);
        for (Block block : document.blocks()) {
            block(block);
            writer.append(out);
            out.setLength(0);
        }
        out.append("</main>\n</body>\n</html>\n");
        writer.append(out);
    }

    private void head(Map<Language, String> siblings) {
        Language language = document.language();
        out.append("<!DOCTYPE html>\n<html lang=\"")
                .append(language.tag())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escaped(document.title()))
                .append("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        siblings.forEach((other, file) -> out.append("<link rel=\"alternate\" hreflang=\"")
                .append(other.tag())
                .append("\" href=\"")
                .append(escaped(file))
                .append("\">\n"));
        out.append("<style>\n")
                .append(STYLES)
                .append(styles)
                .append("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">");
        out.append(language.pick("Skip to the content", "跳到正文"))
                .append("</a>\n<header>\n<h1>")
                .append(escaped(document.title()))
                .append("</h1>\n");
        siblings.forEach((other, file) -> out.append("<p><a href=\"")
                .append(escaped(file))
                .append("\" hreflang=\"")
                .append(other.tag())
                .append("\" lang=\"")
                .append(other.tag())
                .append("\">")
                .append(other.pick("In English", "中文版"))
                .append("</a></p>\n"));
        out.append("</header>\n");
        contents();
        out.append("<main id=\"content\" tabindex=\"-1\">\n");
    }

    /** Folded up, so that what was found is on the first screen. */
    private void contents() {
        List<Heading> headings = document.blocks().stream()
                .filter(Heading.class::isInstance)
                .map(Heading.class::cast)
                .filter(heading -> heading.level() == 2)
                .toList();
        if (headings.isEmpty()) {
            return;
        }
        String name = document.language().pick("Contents", "目录");
        out.append("<nav aria-label=\"")
                .append(name)
                .append("\">\n<details>\n<summary>")
                .append(name)
                .append("</summary>\n<ul>\n");
        headings.forEach(heading -> out.append("<li><a href=\"#")
                .append(heading.anchor())
                .append("\">")
                .append(escaped(text(heading.content())))
                .append("</a></li>\n"));
        out.append("</ul>\n</details>\n</nav>\n");
    }

    private void block(Block block) {
        switch (block) {
            case Heading heading ->
                out.append("<h" + heading.level() + " id=\"" + heading.anchor() + "\">")
                        .append(inlines(heading.content()))
                        .append("</h" + heading.level() + ">\n");
            case Paragraph paragraph ->
                out.append("<p>").append(inlines(paragraph.content())).append("</p>\n");
            case ListBlock list -> {
                out.append("<ul>\n");
                list.items()
                        .forEach(
                                item -> out.append("<li>").append(inlines(item)).append("</li>\n"));
                out.append("</ul>\n");
            }
            case TableBlock table -> table(table);
            case FigureBlock figure -> figure(figure);
            case Quote quote ->
                out.append("<blockquote><p>").append(inlines(quote.content())).append("</p></blockquote>\n");
            case CodeBlock code ->
                // The first line feed after the tag is dropped by browsers, so there is one of ours.
                out.append("<pre tabindex=\"0\">\n<code>")
                        .append(escaped(code.text()))
                        .append("</code></pre>\n");
        }
    }

    /** What is too wide scrolls by itself, by keyboard too. */
    private void table(TableBlock table) {
        String caption = table.id() + "-caption";
        boolean words = isOfWords(table);
        out.append("<div class=\"table\" role=\"group\" aria-labelledby=\"" + caption
                + "\" tabindex=\"0\">\n<table id=\"" + table.id() + "\"" + (words ? " class=\"words\"" : "")
                + ">\n<caption id=\"" + caption + "\">");
        out.append(escaped(table.caption())).append("</caption>\n<thead>\n<tr>");
        for (Column column : table.columns()) {
            out.append("<th scope=\"col\"" + style(column.align()) + ">")
                    .append(escaped(column.head()))
                    .append("</th>");
        }
        out.append("</tr>\n</thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                Cell cell = row.get(i);
                boolean head = i == 0 && !cell.content().isEmpty();
                Column column = table.columns().get(i);
                String style = words ? named(column, cell) : style(column.align());
                out.append(head ? "<th scope=\"row\"" + (words ? "" : style) + ">" : "<td" + style + ">")
                        .append(inlines(cell.content()))
                        .append(head ? "</th>" : "</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
    }

    /** On a phone the cells of such a row stand below each other, each with the head of its column; figures stay in columns, to be compared. */
    private static boolean isOfWords(TableBlock table) {
        return table.columns().size() >= WORDS_MIN
                && table.columns().stream().allMatch(column -> column.align() == Align.LEFT);
    }

    /** What a cell is to be called where its column has no head above it; a verdict is told from the others, since it comes first there. */
    private String named(Column column, Cell cell) {
        boolean mark = cell.content().size() == 1 && cell.content().getFirst() instanceof Mark;
        return (mark ? " class=\"mark\"" : "")
                + (cell.content().isEmpty()
                        ? ""
                        : " data-head=\""
                                + escaped(column.head() + document.language().pick(": ", "：")) + "\"");
    }

    private static String style(Align align) {
        return switch (align) {
            case LEFT -> "";
            case RIGHT -> " class=\"right\"";
            case NUMBER -> " class=\"number\"";
        };
    }

    /** In the page itself, so that it can be sent by mail; on a phone it scrolls in a box of its own, so that its words stay readable; a drawing that could not be made says so. */
    private void figure(FigureBlock figure) {
        String caption = figure.id() + "-caption";
        out.append("<figure id=\"" + figure.id() + "\">\n");
        pictures.svg(figure, document.language())
                .ifPresentOrElse(
                        svg -> out.append("<div class=\"picture\" role=\"group\" aria-labelledby=\"" + caption
                                        + "\" tabindex=\"0\"><img alt=\"")
                                .append(escaped(figure.alternative()))
                                .append("\" src=\"data:image/svg+xml;base64,")
                                .append(Base64.getEncoder().encodeToString(svg))
                                .append("\"></div>\n"),
                        () -> out.append("<p>")
                                .append(escaped(figure.alternative()))
                                .append("</p>\n"));
        out.append("<figcaption id=\"" + caption + "\">")
                .append(escaped(figure.caption()))
                .append("</figcaption>\n</figure>\n");
    }

    private static String inlines(List<Inline> content) {
        return content.stream().map(Html::inline).collect(Collectors.joining());
    }

    private static String inline(Inline inline) {
        String text = escaped(inline.text());
        return switch (inline) {
            case Plain plain -> text;
            case Strong strong -> "<strong>" + text + "</strong>";
            case Code code ->
                "<code>" + OPTION.matcher(text).replaceAll("<span class=\"option\">$0</span>") + "</code>";
            case Link link -> "<a href=\"" + escaped(link.target()) + "\">" + text + "</a>";
            case Mark mark ->
                "<strong class=\""
                        + switch (mark.tone()) {
                            case GOOD -> "good";
                            case MIXED -> "mixed";
                            case BAD -> "bad";
                            case OPEN -> "open";
                        }
                        + "\">" + text + "</strong>";
        };
    }

    private static String text(List<Inline> content) {
        return content.stream().map(Inline::text).collect(Collectors.joining());
    }

    /** As text or in an attribute between double quotes; what HTML may not hold at all becomes a replacement character. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(Characters.isAllowed(point) ? point : Characters.REPLACEMENT);
            }
        });
        return safe.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
