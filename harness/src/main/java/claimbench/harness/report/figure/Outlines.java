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
import org.jfree.svg.util.DoubleConverter;

/**
 * Turns the text of an SVG document into outlines, each letter of a font written once and used wherever it stands. The library can
 * write each line as one outline, but then a figure is twice as long, most of it the letter e.
 *
 * <pre>
 * {@code <text x='20' y='40' style='…'>we see</text>}     becomes
 * {@code <g transform='translate(20,40)'><use xlink:href='#e' x='7.2'/>…</g>}, with {@code <path id='e' d='M3,4…'/>} before all
 * </pre>
 */
final class Outlines {
    /** As the library writes a text. */
    private static final Pattern TEXT =
            Pattern.compile("<text x='([^']*)' y='([^']*)' style='fill: ([^;']*);[^']*font-family: ([^;']*);"
                    + " font-size: (\\d+)px;( font-weight: bold;)?[^']*'( clip-path='[^']*')?>([^<]*)</text>");

    /** Widths of letters are those that lines were laid out with. */
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, false, true);

    private record Letter(Font font, int glyph) {}

    private record Outline(String id, String path) {}

    private final String prefix;
    private final DoubleConverter rounded;
    private final Map<Letter, Outline> outlines = new LinkedHashMap<>();

    /**
     * Of one document.
     *
     * @param prefix of the letters' ids
     * @param rounded how numbers are written
     */
    Outlines(String prefix, DoubleConverter rounded) {
        this.prefix = prefix;
        this.rounded = rounded;
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
                + group(text, 2) + ")'>");
        for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
            Point2D place = glyphs.getGlyphPosition(i);
            Shape outline = AffineTransform.getTranslateInstance(-place.getX(), -place.getY())
                    .createTransformedShape(glyphs.getGlyphOutline(i));
            if (!outline.getBounds2D().isEmpty()) {
                String id = outlines.computeIfAbsent(
                                new Letter(font, glyphs.getGlyphCode(i)),
                                letter -> new Outline(prefix + outlines.size(), path(outline)))
                        .id();
                lines.append("<use xlink:href='#" + id + "' x='" + rounded.apply(place.getX()) + "'/>");
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

    private String path(Shape outline) {
        var path = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator it = outline.getPathIterator(null); !it.isDone(); it.next()) {
            switch (it.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> append(path, 'M', at, 2);
                case PathIterator.SEG_LINETO -> append(path, 'L', at, 2);
                case PathIterator.SEG_QUADTO -> append(path, 'Q', at, 4);
                case PathIterator.SEG_CUBICTO -> append(path, 'C', at, 6);
                default -> path.append('Z');
            }
        }
        return path.toString();
    }

    private void append(StringBuilder path, char command, double[] at, int count) {
        path.append(command);
        for (int i = 0; i < count; i++) {
            path.append(i == 0 ? "" : ",").append(rounded.apply(at[i]));
        }
    }
}
