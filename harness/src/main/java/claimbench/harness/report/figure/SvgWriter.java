package claimbench.harness.report.figure;

import java.util.function.Function;
import org.jfree.svg.SVGGraphics2D;
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
        String document = withText(drawing);
        int opening = document.indexOf("<svg");
        int body = document.indexOf('>', opening) + 1;
        int closing = document.lastIndexOf("</svg>");
        // Letters that are outlines cannot be read aloud; the title can. And with a box of its own, it is made smaller
        // as a whole.
        return document.substring(0, opening) + "<svg role=\"img\" lang=\"" + drawing.language() + "\" viewBox=\"0 0 "
                + drawing.width() + " " + drawing.height() + "\"" + document.substring(opening + "<svg".length(), body)
                + "<title>" + escaped(drawing.title()) + "</title>"
                + new Outlines(drawing.id() + "-letter-").outlined(document.substring(body, closing))
                + document.substring(closing) + "\n";
    }

    /** With text as text, which tells what letters a drawing needs. */
    static String withText(Drawing drawing) {
        var graphics = new SVGGraphics2D(drawing.width(), drawing.height());
        // The library would name what it defines after the time of day; and on a page with several figures, what one of
        // them defines
        // must not be taken for another's.
        graphics.setDefsKeyPrefix(drawing.id() + "-");
        graphics.setGeomDoubleConverter(new DoubleConverter(DECIMALS));
        graphics.setFontFunction(Function.identity());
        drawing.painter().paint(graphics);
        return graphics.getSVGDocument();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
