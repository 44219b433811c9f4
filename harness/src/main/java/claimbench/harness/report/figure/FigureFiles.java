package claimbench.harness.report.figure;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a figure: as SVG, and as PNG for screens and for print.
 *
 * <pre>
 * ID.en.svg   ID.en.png   ID.en.print.png   ID.zh-CN.svg   ID.zh-CN.png   ID.zh-CN.print.png
 * </pre>
 */
public final class FigureFiles {
    private FigureFiles() {}

    /** The name of the SVG file. */
    public static String svg(String id, boolean chinese) {
        return base(id, chinese) + ".svg";
    }

    /** The name of the PNG file for screens. */
    public static String png(String id, boolean chinese) {
        return base(id, chinese) + ".png";
    }

    /** The name of the PNG file for print. */
    public static String printPng(String id, boolean chinese) {
        return base(id, chinese) + ".print.png";
    }

    /** The name of the file with its numbers, which are the same in either language. */
    public static String csv(String id) {
        return id + ".csv";
    }

    private static String base(String id, boolean chinese) {
        return id + (chinese ? ".zh-CN" : ".en");
    }

    /**
     * Draws a figure into all of its files of a language.
     *
     * @return bytes by file name
     * @throws FigureException where this machine lacks the fonts
     */
    public static Map<String, byte[]> of(Figure figure, boolean chinese) throws FigureException {
        Drawing drawing = figure.draw(chinese);
        var files = new LinkedHashMap<String, byte[]>();
        files.put(svg(figure.id(), chinese), SvgWriter.svg(drawing).getBytes(StandardCharsets.UTF_8));
        files.put(png(figure.id(), chinese), PngWriter.png(drawing, PngWriter.SCREEN));
        files.put(printPng(figure.id(), chinese), PngWriter.png(drawing, PngWriter.PRINT));
        return files;
    }
}
