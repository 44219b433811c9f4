package claimbench.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void unknownProgramIsOneLineThatNamesThoseThereAre() {
        assertThat(run("S01", "S99")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown program 'S99'; known are S01, S02")
                .hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void fileIsNeededBehindItsOption() {
        assertThat(run("S01", "--out")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--out needs a file");
    }

    @Test
    void fileThatCannotBeWrittenIsNamed() {
        Path file = folder.resolve("missing/out.json");

        assertThat(run("--out", file.toString())).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot write " + file);
    }

    @Test
    void programsThatAreNamedAreRunInTheOrderOfTheCatalogue() {
        assertThat(run("S04", "S01")).isZero();

        assertThat(Json.MAPPER
                        .readValue(out.toString(StandardCharsets.UTF_8), Output.class)
                        .programs())
                .extracting(Output.Played::id)
                .containsExactly("S01", "S04");
    }

    @Test
    void fileHoldsWhatWouldBePrinted() throws Exception {
        Path file = folder.resolve("out.json");

        assertThat(run("--out", file.toString(), "S01")).isZero();
        assertThat(run("S01")).isZero();

        assertThat(file).hasContent(out.toString(StandardCharsets.UTF_8));
        assertThat(Files.readString(file)).contains("1000 the body runs");
    }

    private int run(String... args) {
        return Main.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
