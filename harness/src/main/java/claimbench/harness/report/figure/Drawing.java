package claimbench.harness.report.figure;

import java.awt.Graphics2D;

/**
 * A figure in one language, ready to be put on paper or screen.
 *
 * @param id of the figure
 * @param title in plain words, for those who have it read aloud
 * @param language as HTML names it
 * @param width in pixels of a screen
 * @param height in the same
 * @param painter draws it from the upper left corner on; twice the same
 */
public record Drawing(String id, String title, String language, int width, int height, Painter painter) {
    /** Draws. */
    @FunctionalInterface
    public interface Painter {
        void paint(Graphics2D graphics);
    }
}
