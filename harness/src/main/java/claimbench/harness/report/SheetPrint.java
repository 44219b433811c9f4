package claimbench.harness.report;

import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.TableBlock;
import java.util.List;
import java.util.Locale;

/**
 * The styles that put a sheet onto one page of A4: the largest letters with which its lines should fit. The lines are estimated, on the
 * safe side, from the widths of letters that common typefaces have: browsers break lines differently, and nobody wants a second page with
 * one row.
 */
final class SheetPrint {
    private static final double POINT_MM = 25.4 / 72;
    private static final double MARGIN_MM = 7;
    private static final double WIDTH_MM = 210 - 2 * MARGIN_MM;
    private static final double HEIGHT_MM = 297 - 2 * MARGIN_MM;

    /** Shares of the columns, in percent: claim, statement, verdict, in class. */
    private static final List<Integer> COLUMNS = List.of(8, 30, 26, 36);

    private static final double CELL_PADDING_MM = 1.5;
    private static final double ROW_PADDING_POINTS = 1.6;
    private static final double LINE = 1.18;

    /** Of a letter, in parts of its height: Chinese ones are square. */
    private static final double LETTER = 0.53;

    /** What is lost at the ends of lines. */
    private static final double LOST = 1.1;

    /** In points. Nobody likes to read smaller ones; a document with too many statements for them has a second page. */
    static final double SMALLEST = 5.5;

    /** In points, too: that of footnotes. */
    static final double EASY = 6.3;

    private static final double LARGEST = 9.5;
    private static final double STEP = 0.1;

    private SheetPrint() {}

    /** Rules for paper that hold after all others. */
    static String styles(Document sheet) {
        var rules = new StringBuilder();
        rules.append("@page { size: A4; margin: ").append((int) MARGIN_MM).append("mm; }\n@media print {\n");
        rules.append(String.format(
                Locale.ROOT,
                "body { font-size: %.1fpt; line-height: %.2f; }\ntable { font-size: 1em; line-height: %.2f; width: 100%%; table-layout: fixed; }\n",
                points(sheet),
                LINE,
                LINE));
        rules.append("h1 { font-size: 1.5em; margin: 0 0 .3em; }\nheader p, caption { display: none; }\n")
                .append(
                        "p, .table { margin: 0 0 .5em; }\nth, td { padding: .4pt 1.5mm .4pt 0; }\ncode { font-size: .88em; overflow-wrap: anywhere; }\n");
        for (int i = 0; i < COLUMNS.size(); i++) {
            rules.append("th:nth-child(" + (i + 1) + ") { width: " + COLUMNS.get(i) + "%; }\n");
        }
        return rules.append("}\n").toString();
    }

    /** How large the letters may be, in points. */
    static double points(Document sheet) {
        double points = LARGEST;
        while (points > SMALLEST && heightMm(sheet, points) > HEIGHT_MM) {
            points -= STEP;
        }
        return points;
    }

    private static double heightMm(Document sheet, double points) {
        double line = points * LINE * POINT_MM;
        double height = lines(letters(sheet.title()) * 1.5, WIDTH_MM, points) * line * 1.5 + line;
        for (var block : sheet.blocks()) {
            height += switch (block) {
                case Paragraph paragraph -> lines(letters(paragraph.content()), WIDTH_MM, points) * line + line / 2;
                case TableBlock table -> heightMm(table, points, line);
                default -> throw new IllegalArgumentException("a sheet has paragraphs and a table");
            };
        }
        return height;
    }

    private static double heightMm(TableBlock table, double points, double line) {
        double height = line + ROW_PADDING_POINTS * POINT_MM;
        for (var row : table.rows()) {
            int lines = 1;
            for (int i = 0; i < row.size(); i++) {
                double width = WIDTH_MM * COLUMNS.get(i) / 100 - CELL_PADDING_MM;
                lines = Math.max(lines, lines(letters(row.get(i).content()), width, points));
            }
            height += lines * line + ROW_PADDING_POINTS * POINT_MM;
        }
        return height;
    }

    private static int lines(double letters, double widthMm, double points) {
        return (int) Math.max(1, Math.ceil(letters * LOST * points * POINT_MM / widthMm));
    }

    private static double letters(List<Inline> content) {
        return content.stream().mapToDouble(inline -> letters(inline.text())).sum();
    }

    /** How wide a text is, in heights of a letter. */
    private static double letters(String text) {
        return text.codePoints()
                .mapToDouble(point -> point >= 0x2E80 ? 1 : LETTER)
                .sum();
    }
}
