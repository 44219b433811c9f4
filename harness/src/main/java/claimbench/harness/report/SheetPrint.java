package claimbench.harness.report;

import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.TableBlock;
import java.util.List;
import java.util.Locale;

/**
 * The styles that put a sheet onto one page of A4: each row of its table becomes a paragraph, and these run down two columns, so that no cell waits
 * beside a longer one. The letters are the largest with which all should fit. Lines are estimated, on the safe side, from the widths of letters that common
 * typefaces have: browsers break lines differently, and nobody wants a second page with one row.
 */
final class SheetPrint {
    private static final double POINT_MM = 25.4 / 72;
    private static final double MARGIN_MM = 6;
    private static final double WIDTH_MM = 210 - 2 * MARGIN_MM;
    private static final double HEIGHT_MM = 297 - 2 * MARGIN_MM;
    private static final double GAP_MM = 4;
    private static final double COLUMN_MM = (WIDTH_MM - GAP_MM) / 2;

    private static final double ROW_PADDING_POINTS = 2;
    private static final double LINE = 1.16;
    private static final double TITLE = 1.5;

    /** Of a letter, in parts of its height: Chinese ones are square. */
    private static final double LETTER = 0.51;

    /** What is lost at the ends of lines. */
    private static final double LOST = 1.05;

    /** In points. Nobody likes to read smaller ones; a document with too many statements for them has a second page. */
    static final double SMALLEST = 6.5;

    /** In points, too: reasons are cut until letters are as large as this. */
    static final double EASY = 7.5;

    private static final double LARGEST = 10;
    private static final double STEP = 0.1;

    private SheetPrint() {}

    /** Rules for paper that hold after all others. */
    static String styles(Document sheet) {
        return String.format(
                Locale.ROOT,
                """
                @page { size: A4; margin: %dmm; }
                @media print {
                body { font-size: %.1fpt; line-height: %.2f; }
                h1 { font-size: %.1fem; line-height: %.2f; margin: 0 0 .3em; }
                header p, caption, thead { display: none; }
                p, .table { margin: 0 0 .4em; }
                table { display: block; font-size: 1em; line-height: inherit; }
                tbody { display: block; columns: 2; column-gap: %dmm; }
                tbody tr { display: block; break-inside: avoid; border-bottom: .4pt solid var(--line); padding: %.1fpt 0; }
                tbody th, tbody td { display: inline; border: 0; padding: 0; }
                tbody td::before { content: " "; }
                tbody td:last-child::before { content: " \\25B8  "; }
                td > strong:only-child { white-space: normal; }
                code { font-size: .84em; overflow-wrap: anywhere; }
                }
                """,
                (int) MARGIN_MM,
                points(sheet),
                LINE,
                TITLE,
                LINE,
                (int) GAP_MM,
                ROW_PADDING_POINTS / 2);
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
        double height = lines(letters(sheet.title()) * TITLE, WIDTH_MM, points) * line * TITLE + line;
        for (var block : sheet.blocks()) {
            height += switch (block) {
                case Paragraph paragraph -> lines(letters(paragraph.content()), WIDTH_MM, points) * line + line / 2;
                case TableBlock table -> heightMm(table, points, line);
                default -> throw new IllegalArgumentException("a sheet has paragraphs and a table");
            };
        }
        return height;
    }

    /** In two columns, of which the first may end before a row that is kept whole. */
    private static double heightMm(TableBlock table, double points, double line) {
        double all = 0;
        double longest = 0;
        for (var row : table.rows()) {
            double letters = row.stream()
                    .mapToDouble(cell -> letters(cell.content()) + 2 * LETTER)
                    .sum();
            double height = lines(letters, COLUMN_MM, points) * line + ROW_PADDING_POINTS * POINT_MM;
            all += height;
            longest = Math.max(longest, height);
        }
        return all / 2 + longest / 2 + line / 2;
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
