package claimbench.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path folder;

    @Test
    void whatWasHalfUnpackedIsTakenAwayAndWhatIsWholeStays() throws IOException {
        Path half = Files.createDirectories(folder.resolve("PG-half/lib"));
        Path library = Files.writeString(half.resolve("libicuuc.so.60"), "");
        Files.createSymbolicLink(half.resolve("libicuuc.so"), library);
        Path whole = Files.createDirectories(folder.resolve("PG-whole/bin"));
        Files.writeString(folder.resolve("PG-whole/.exists"), "");

        Programs.removeHalf(folder);

        assertThat(folder.resolve("PG-half")).doesNotExist();
        assertThat(whole).isDirectory();
    }
}
