package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of strangers. */
class ZipTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private Path into = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        file = folder.resolve("stranger.zip");
        into = Files.createDirectory(folder.resolve("into"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "top/../../evil",
                "/etc/evil",
                "top/./evil",
                "C:/evil",
                "top\\..\\evil",
                "top//evil",
                "top/e vil",
                "top/evil\u0000",
                "..",
                "top/evil\n"
            })
    void nameThatLeadsElsewhereIsNamedAndNothingIsWritten(String name) throws IOException {
        zip("top/good", "a", name, "b");

        assertThatThrownBy(() -> Zip.unpack(file, into, Zip.Limits.DEFAULT))
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining("stranger.zip: ");
        assertThat(into).isEmptyDirectory();
        assertThat(folder).isDirectoryNotContaining("glob:**evil");
    }

    @Test
    void tooManyEntriesAreNotTaken() throws IOException {
        zip("top/a", "a", "top/b", "b");

        assertThatThrownBy(() -> Zip.unpack(file, into, new Zip.Limits(1, 10, 10)))
                .hasMessageContaining("has 2 entries, and at most 1 are taken");
        assertThat(into).isEmptyDirectory();
    }

    @Test
    void entryThatIsTooLargeIsNotTaken() throws IOException {
        zip("top/a", "a", "top/bomb", "0".repeat(100_000));

        assertThatThrownBy(() -> Zip.unpack(file, into, new Zip.Limits(10, 99_999, 1_000_000)))
                .hasMessageContaining("'top/bomb'")
                .hasMessageContaining("100000 bytes")
                .hasMessageContaining("at most 99999 are taken");
        assertThat(into).isEmptyDirectory();
    }

    @Test
    void entriesThatAreTooLargeTogetherAreNotTaken() throws IOException {
        zip("top/a", "0".repeat(60), "top/b", "0".repeat(60));

        assertThatThrownBy(() -> Zip.unpack(file, into, new Zip.Limits(10, 100, 100)))
                .hasMessageContaining("has 120 bytes unpacked, and at most 100 are taken");
        assertThat(into).isEmptyDirectory();
    }

    @Test
    void entryWithMoreThanItsListSaysIsCutOff() throws IOException {
        zip("top/a", "0".repeat(100_000));
        byte[] bytes = Files.readAllBytes(file);
        // The size, unpacked, stands in the list of contents, 24 bytes after the mark of its entry.
        int mark = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        bytes[mark + 24] = 10;
        bytes[mark + 25] = 0;
        bytes[mark + 26] = 0;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Zip.unpack(file, into, Zip.Limits.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stranger.zip");
        assertThat(size(into.resolve("top/a"))).isLessThanOrEqualTo(10);
    }

    @Test
    void fileThatIsNoArchiveIsNamed() throws IOException {
        Files.writeString(file, "not a zip file");

        assertThatThrownBy(() -> Zip.unpack(file, into, Zip.Limits.DEFAULT))
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining("stranger.zip: is no archive, or is damaged");
    }

    @Test
    void archiveThatWasCutOffIsNamed() throws IOException {
        zip("top/a", "a".repeat(1_000));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> Zip.unpack(file, into, Zip.Limits.DEFAULT))
                .hasMessageContaining("stranger.zip: is no archive, or is damaged");
    }

    @Test
    void severalFoldersAtItsTopAreNoArchiveOfARun() throws IOException {
        zip("a/x", "1", "b/x", "2");

        assertThatThrownBy(() -> Zip.unpack(file, into, Zip.Limits.DEFAULT))
                .hasMessageContaining("2 folders at its top");
    }

    @Test
    void emptyArchiveIsNoArchiveOfARun() throws IOException {
        zip();

        assertThatThrownBy(() -> Zip.unpack(file, into, Zip.Limits.DEFAULT)).hasMessageContaining("stranger.zip: ");
    }

    @Test
    void folderComesBackAsItWas() throws IOException {
        Path content = Files.createDirectories(folder.resolve("content/deep")).resolveSibling("");
        Files.writeString(content.resolve("deep/x.txt"), "x");
        Files.writeString(content.resolve("a.txt"), "");
        try (var out = Files.newOutputStream(file)) {
            Zip.write(content, "top", out);
        }

        Path unpacked = Zip.unpack(file, into, Zip.Limits.DEFAULT);

        assertThat(unpacked).isEqualTo(into.resolve("top"));
        assertThat(unpacked.resolve("deep/x.txt")).hasContent("x");
        assertThat(unpacked.resolve("a.txt")).isEmptyFile();
    }

    private void zip(String... namesAndTexts) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
