package claimbench.harness.report.figure;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the text of an SVG document into outlines, each letter of a font written once and used wherever it stands. The library can
 * write each line as one outline, but then a figure is twice as long, most of it the letter e.
 *
 * <pre>
 * {@code <text x='20' y='40' style='…'>we see</text>}     becomes
 * {@code <g transform='translate(20,40) scale(0.05)'><use xlink:href='#e' x='144'/>…</g>}, with {@code <path id='e' d='m60 80…'/>} before
 * </pre>
 */
final class Outlines {
    /** As the library writes a text. */
    private static final Pattern TEXT =
            Pattern.compile("<text x='([^']*)' y='([^']*)' style='fill: ([^;']*);[^']*font-family: ([^;']*);"
                    + " font-size: (\\d+)px;( font-weight: bold;)?[^']*'( clip-path='[^']*')?>([^<]*)</text>");

    /** Of outlines in a pixel: finer than any printer draws where the figure is as wide as a page. */
    private static final int UNITS = 20;

    /** Widths of letters are those that lines were laid out with. */
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, false, true);

    private record Letter(Font font, int glyph) {}

    private record Outline(String id, String path) {}

    private final String prefix;
    private final Map<Letter, Outline> outlines = new LinkedHashMap<>();

    /**
     * Of one document.
     *
     * @param prefix of the letters' ids
     */
    Outlines(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The same document with outlines.
     *
     * @param body all that is inside the element {@code svg}, as the library writes it
     */
    String outlined(String body) {
        var lines = new StringBuilder();
        Matcher text = TEXT.matcher(body);
        int from = 0;
        while (text.find()) {
            lines.append(body, from, text.start());
            append(lines, text);
            from = text.end();
        }
        lines.append(body, from, body.length());
        if (lines.indexOf("<text") >= 0) {
            throw new IllegalStateException("the library writes text in another way than is read here");
        }
        var letters = new StringBuilder("<defs>");
        outlines.values()
                .forEach(outline -> letters.append("<path id='" + outline.id + "' d='" + outline.path + "'/>"));
        return letters.append("</defs>").append(lines).toString();
    }

    private void append(StringBuilder lines, Matcher text) {
        var font = new Font(
                group(text, 4), text.group(6) == null ? Font.PLAIN : Font.BOLD, Integer.parseInt(group(text, 5)));
        GlyphVector glyphs = font.createGlyphVector(CONTEXT, plain(group(text, 8)));
        String clip = text.group(7) == null ? "" : group(text, 7);
        lines.append("<g fill='" + group(text, 3) + "'" + clip + "><g transform='translate(" + group(text, 1) + ","
                + group(text, 2) + ") scale(" + 1.0 / UNITS + ")'>");
        for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
            Point2D place = glyphs.getGlyphPosition(i);
            Shape outline = AffineTransform.getTranslateInstance(-place.getX(), -place.getY())
                    .createTransformedShape(glyphs.getGlyphOutline(i));
            if (!outline.getBounds2D().isEmpty()) {
                String id = outlines.computeIfAbsent(
                                new Letter(font, glyphs.getGlyphCode(i)),
                                letter -> new Outline(prefix + outlines.size(), path(outline)))
                        .id();
                lines.append("<use xlink:href='#" + id + "' x='" + Math.round(place.getX() * UNITS) + "'/>");
            }
        }
        lines.append("</g></g>");
    }

    private static String group(Matcher text, int number) {
        return Objects.requireNonNull(text.group(number));
    }

    private static String plain(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&apos;", "'")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /** In whole units, each from the place that was reached before: the digits of an outline are most of a figure. */
    private static String path(Shape outline) {
        var path = new StringBuilder();
        double[] at = new double[6];
        long[] here = new long[2];
        long[] begin = new long[2];
        for (PathIterator it = outline.getPathIterator(null); !it.isDone(); it.next()) {
            switch (it.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> {
                    append(path, 'm', at, 2, here);
                    begin = here.clone();
                }
                case PathIterator.SEG_LINETO -> append(path, 'l', at, 2, here);
                case PathIterator.SEG_QUADTO -> append(path, 'q', at, 4, here);
                case PathIterator.SEG_CUBICTO -> append(path, 'c', at, 6, here);
                default -> {
                    path.append('z');
                    here = begin.clone();
                }
            }
        }
        return path.toString();
    }

    /** The last two numbers are the place that is reached. */
    private static void append(StringBuilder path, char command, double[] at, int count, long[] here) {
        path.append(command);
        long[] reached = new long[2];
        for (int i = 0; i < count; i++) {
            reached[i % 2] = Math.round(at[i] * UNITS);
            long way = reached[i % 2] - here[i % 2];
            path.append(i == 0 || way < 0 ? "" : " ").append(way);
        }
        System.arraycopy(reached, 0, here, 0, 2);
    }
}
