package claimbench.harness.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes drawings as PNG; the same drawing gives the same bytes. */
public final class PngWriter {
    /** As large as on a screen. */
    public static final int SCREEN = 1;

    /** For paper: 300 dots an inch where the figure is 15 cm wide, as a page's text is. */
    public static final int PRINT = 2;

    /** A figure is mostly white: the second of nine levels of effort is nearly as good as the last, and much faster. */
    private static final float COMPRESSION_QUALITY = 7 / 9f;

    private PngWriter() {}

    /**
     * The file.
     *
     * @param scale how many dots a pixel of the drawing gets on each side, at least 1
     */
    public static byte[] png(Drawing drawing, int scale) {
        if (scale < 1) {
            throw new IllegalArgumentException("a scale is at least 1, not " + scale);
        }
        var image = new BufferedImage(drawing.width() * scale, drawing.height() * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(scale, scale);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            drawing.painter().paint(graphics);
        } finally {
            graphics.dispose();
        }
        return encoded(image);
    }

    private static byte[] encoded(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(COMPRESSION_QUALITY);
        var bytes = new ByteArrayOutputStream();
        // Not by way of a file, as the library's shortcut would.
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // to memory
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
