package claimbench.harness.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a machine without the fonts says, each in a process that sees no others than those it is given. */
class LetteringTest {
    private static final Path LATIN = Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");
    private static final long BOUND_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void missingChineseFontIsNamedWithThePackageThatHasIt() {
        assertThatThrownBy(() -> Lettering.of(true, font -> false))
                .isInstanceOf(FigureException.class)
                .hasMessageContaining("Noto Sans CJK SC")
                .hasMessageContaining("fonts-noto-cjk");
    }

    @Test
    void englishDoesWithoutTheChineseFont() throws Exception {
        assertThat(Lettering.of(false, font -> false).plain(13).getSize()).isEqualTo(13);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void machineWithoutAnyFontGetsAWordAndNoCrash() throws Exception {
        List<String> said = said(Files.createDirectory(folder.resolve("none")));

        assertThat(said)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("could not be drawn on this machine; its fonts may be missing", "fonts-dejavu-core"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void machineWithLatinLettersAloneDrawsEnglishAndSaysWhatChineseNeeds() throws Exception {
        assumeThat(LATIN).exists();
        Path fonts = Files.createDirectory(folder.resolve("latin"));
        Files.copy(LATIN, fonts.resolve("DejaVuSans.ttf"));

        List<String> said = said(fonts);

        assertThat(said).hasSize(2);
        assertThat(said.getFirst()).isEqualTo("drawn");
        assertThat(said.getLast()).contains("Noto Sans CJK SC", "fonts-noto-cjk");
    }

    /** What a process says that sees these fonts and no others: of English, then of Chinese. */
    private List<String> said(Path fonts) throws IOException, InterruptedException {
        Path settings = folder.resolve("fonts.conf");
        Files.writeString(settings, """
                <?xml version="1.0"?>
                <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
                <fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>
                """.formatted(fonts, folder.resolve("cache")));
        Path out = folder.resolve("out.txt");
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Draws.class.getName())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("FONTCONFIG_FILE", settings.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err.txt")))
                .isZero();
        return Files.readAllLines(out);
    }

    /** Tries both languages, and says what came of each. */
    public static final class Draws {
        private Draws() {}

        public static void main(String[] args) {
            for (boolean chinese : new boolean[] {false, true}) {
                try {
                    Lettering.of(chinese);
                    System.out.println("drawn");
                } catch (FigureException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
