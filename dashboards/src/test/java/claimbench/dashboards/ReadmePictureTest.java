package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture of the overview that the README shows: that it is there, and, when asked to, that it is taken again from a stored run. */
final class ReadmePictureTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PICTURE = Path.of("overview.png");
    private static final int WIDTH = 1_400;
    private static final int BYTES_MAX = 700_000;

    /** Grafana's background and text alone have fewer. */
    private static final int COLOURS_MIN = 50;

    /** Higher than the overview is. */
    private static final int WINDOW_HEIGHT = 4_000;

    /** Left below the last thing that is drawn. */
    private static final int MARGIN = 16;

    @Test
    void isOfAWholePage() throws IOException {
        BufferedImage image = ImageIO.read(PICTURE.toFile());

        assertThat(image.getWidth()).isEqualTo(WIDTH);
        assertThat(image.getHeight()).isBetween(WIDTH, WINDOW_HEIGHT - 1);
        assertThat(IntStream.range(0, image.getHeight())
                        .flatMap(y -> row(image, y))
                        .distinct()
                        .count())
                .isGreaterThan(COLOURS_MIN);
        assertThat(Files.size(PICTURE)).isLessThanOrEqualTo(BYTES_MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void isShownInEachReadmeWithWordsForThoseWhoDoNotSeeIt(String readme) throws IOException {
        assertThat(Files.readString(ROOT.resolve(readme))).containsPattern("!\\[[^]]+]\\(dashboards/overview\\.png\\)");
    }

    /** With {@code -Drun=} and the directory of a run, relative to the repository's root or absolute. */
    @Test
    @EnabledIfSystemProperty(named = "run", matches = ".+")
    void isTakenAgain(@TempDir Path folder) throws Exception {
        Path run = ROOT.resolve(System.getProperty("run")).toAbsolutePath().normalize();
        Chromium.Page page;
        try (var shown = StoredRunPage.of(run, folder)) {
            page = new Chromium(Chromium.find().orElseThrow(), folder)
                    .open(
                            shown.address().resolve("/?dashboard=overview&lang=en"),
                            "overview",
                            WIDTH,
                            WINDOW_HEIGHT,
                            false);
        }

        assertThat(page.console()).isEmpty();
        assertThat(page.document())
                .contains("data-state=\"drawn\"")
                .doesNotContain("data-state=\"empty\"")
                .doesNotContain("data-state=\"loading\"")
                .doesNotContain("data-state=\"failed\"");
        BufferedImage whole = ImageIO.read(page.picture().toFile());
        ImageIO.write(whole.getSubimage(0, 0, WIDTH, drawn(whole) + MARGIN), "png", PICTURE.toFile());
    }

    /** How many rows there are until nothing follows but the page's own colour. */
    private static int drawn(BufferedImage image) {
        int background = image.getRGB(0, image.getHeight() - 1);
        return IntStream.range(0, image.getHeight())
                        .filter(y -> row(image, y).anyMatch(colour -> colour != background))
                        .max()
                        .orElseThrow()
                + 1;
    }

    private static IntStream row(BufferedImage image, int y) {
        return IntStream.range(0, image.getWidth()).map(x -> image.getRGB(x, y));
    }
}
