package claimbench.harness.report.figure;

import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;
import org.jfree.svg.util.DoubleConverter;

/**
 * Writes drawings as SVG. Letters are outlines, so that a figure looks the same wherever it is opened, whatever fonts are there; the
 * same drawing gives the same bytes.
 */
public final class SvgWriter {
    /** Hundredths of a pixel are finer than any screen, and keep the outlines of the letters short. */
    private static final int DECIMALS = 2;

    private SvgWriter() {}

    /** The document, with a line feed at its end. */
    public static String svg(Drawing drawing) {
        return svg(drawing, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
    }

    /** The same with text as text: it tells which letters a drawing needs. */
    static String withText(Drawing drawing) {
        return svg(drawing, SVGHints.VALUE_DRAW_STRING_TYPE_STANDARD);
    }

    private static String svg(Drawing drawing, Object strings) {
        var graphics = new SVGGraphics2D(drawing.width(), drawing.height());
        // The library would name what it defines after the time of day; and on a page with several figures, what one of
        // them defines
        // must not be taken for another's.
        graphics.setDefsKeyPrefix(drawing.id() + "-");
        graphics.setGeomDoubleConverter(new DoubleConverter(DECIMALS));
        graphics.setRenderingHint(SVGHints.KEY_DRAW_STRING_TYPE, strings);
        drawing.painter().paint(graphics);
        // Letters that are outlines cannot be read aloud; the title can. And with a box of its own, it is made smaller
        // as a whole.
        String head = "<svg role=\"img\" lang=\"" + drawing.language() + "\" viewBox=\"0 0 " + drawing.width() + " "
                + drawing.height() + "\"";
        String title = "<title>" + escaped(drawing.title()) + "</title>";
        String document = graphics.getSVGDocument();
        int opening = document.indexOf("<svg");
        int inside = document.indexOf('>', opening) + 1;
        return document.substring(0, opening) + head + document.substring(opening + 4, inside) + title
                + document.substring(inside) + "\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
