package claimbench.harness.report.figure;

import claimbench.harness.claim.Text;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The letters of a figure. English is written in whatever the machine writes without serifs; Chinese in one font, by name, since
 * which of several a machine would take, and whether its characters are those of the mainland, nobody knows.
 */
public final class Lettering {
    /** Of all Chinese letters, and of the Latin ones among them. */
    static final String CHINESE = "Noto Sans CJK SC";

    private static final int SIZE = 13;

    static {
        // Nothing here needs a screen, and a server has none.
        System.setProperty("java.awt.headless", "true");
    }

    private final String family;

    private Lettering(String family) {
        this.family = family;
    }

    /**
     * The letters of a language.
     *
     * @throws FigureException where this machine has none for it; it names the package that has
     */
    public static Lettering of(boolean chinese) throws FigureException {
        return of(chinese, Lettering::isInstalled);
    }

    /**
     * The same.
     *
     * @param installed whether a font is there, by the name of its family
     */
    static Lettering of(boolean chinese, Predicate<String> installed) throws FigureException {
        checkLetters();
        if (chinese && !installed.test(CHINESE)) {
            throw new FigureException(new Text(
                    "figures in Chinese need the font " + CHINESE
                            + ", which this machine has not: the package fonts-noto-cjk of Debian and Ubuntu has it",
                    "中文的图需要字体 " + CHINESE + "，这台机器上没有：Debian 和 Ubuntu 的软件包 fonts-noto-cjk 里有"));
        }
        return new Lettering(chinese ? CHINESE : Font.SANS_SERIF);
    }

    /** Java needs the system's font libraries to measure text, and a lean machine has none. */
    private static void checkLetters() throws FigureException {
        boolean empty;
        try {
            empty = new Font(Font.SANS_SERIF, Font.PLAIN, SIZE)
                    .createGlyphVector(new FontRenderContext(null, true, true), "a")
                    .getOutline()
                    .getBounds2D()
                    .isEmpty();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new FigureException(noLetters(" (" + e.getClass().getSimpleName() + ")"), e);
        }
        if (empty) {
            throw new FigureException(noLetters(""));
        }
    }

    private static Text noLetters(String detail) {
        return new Text(
                "figures could not be drawn on this machine; its fonts may be missing" + detail
                        + ": the packages fontconfig and fonts-dejavu-core of Debian and Ubuntu have some",
                "这台机器上画不出图，可能缺少字体" + detail + "：Debian 和 Ubuntu 的软件包 fontconfig 和 fonts-dejavu-core 里有");
    }

    /** Java answers with another font where it does not find one. */
    private static boolean isInstalled(String name) {
        return new Font(name, Font.PLAIN, SIZE).getFamily(Locale.ROOT).equals(name);
    }

    Font plain(int size) {
        return new Font(family, Font.PLAIN, size);
    }

    Font bold(int size) {
        return new Font(family, Font.BOLD, size);
    }
}
