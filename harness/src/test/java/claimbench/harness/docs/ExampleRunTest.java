package claimbench.harness.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.report.Overview;
import claimbench.harness.report.Report;
import claimbench.harness.report.VerdictsFile;
import claimbench.harness.report.document.Language;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example that comes with the documentation, and the README's table, which is made from it. */
class ExampleRunTest {
    private static final Path EXAMPLE = Path.of("docs/example-run");
    private static final Path README = Path.of("../README.md");
    private static final Path README_ZH = Path.of("../README.zh-CN.md");
    private static final String BEGIN = "<!-- verdicts of harness/docs/example-run -->";
    private static final String END = "<!-- end of verdicts -->";
    /** Most of it are the figures of two languages, whose letters are outlines. */
    private static final long SMALL_BYTES_MAX = 16_000_000;

    @Test
    void tableOfTheReadmeIsThatOfTheExample() throws IOException {
        assertThat(block(Files.readString(README)))
                .as(
                        "the lines between the two marks of README.md are those at the end of harness/docs/example-run/README.md")
                .isEqualTo(expected(false));
        assertThat(block(Files.readString(README_ZH)))
                .as(
                        "the lines between the two marks of README.zh-CN.md are those at the end of harness/docs/example-run/README.zh-CN.md")
                .isEqualTo(expected(true));
    }

    @Test
    void exampleHasAVerdictOnEveryClaimAndNoRawData() throws IOException {
        assumeThat(EXAMPLE).as("there is no example yet").exists();
        VerdictsFile verdicts = RunFiles.read(EXAMPLE.resolve(Report.VERDICTS), VerdictsFile.class);

        assertThat(verdicts.verdicts())
                .extracting(VerdictsFile.Entry::claim)
                .containsExactlyElementsOf(
                        Catalogue.load().claims().stream().map(Claim::id).toList());
        assertThat(verdicts.verdicts())
                .allSatisfy(entry -> assertThat(entry.reason()).isNotBlank());
        assertThat(EXAMPLE.resolve(RunFiles.ENVIRONMENT)).exists();
        for (Language language : Language.values()) {
            assertThat(EXAMPLE.resolve(Report.FOLDER).resolve(Report.html(language)))
                    .exists();
            assertThat(EXAMPLE.resolve(Report.FOLDER).resolve(Report.markdown(language)))
                    .exists();
        }
        assertThat(EXAMPLE.resolve(RunFiles.TRIALS)).doesNotExist();
        try (var files = Files.walk(EXAMPLE)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(SMALL_BYTES_MAX);
        }
    }

    /** Nothing where there is no example. */
    private static List<String> expected(boolean chinese) throws IOException {
        return Files.exists(EXAMPLE)
                ? Overview.lines(
                        RunFiles.read(EXAMPLE.resolve(Report.VERDICTS), VerdictsFile.class), Catalogue.load(), chinese)
                : List.of();
    }

    private static List<String> block(String readme) {
        assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        return readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END))
                .strip()
                .lines()
                .toList();
    }
}
