package claimbench.harness.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.harness.run.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlersPageTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void committedPagesAreWhatTheSourcesSay() throws IOException {
        for (String file : HandlersPage.FILES) {
            assertThat(ROOT.resolve(file))
                    .as("write it again with: %s", HandlersPage.COMMAND)
                    .hasContent(HandlersPage.page(ROOT, HandlersPage.isChinese(file)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FanoutRoute", "ProfileRoute", "AnswerRoute"})
    void codeOfEveryModelStandsBesidePythons(String route) throws IOException {
        String page = HandlersPage.page(ROOT, false);

        assertThat(page.lines().filter(line -> line.startsWith("final class " + route)))
                .hasSize(4);
        assertThat(page).containsOnlyOnce("\nclass " + route + ":\n");
        assertThat(page).doesNotContain("\nimport ", "\npackage ", "\nfrom ");
    }

    /** A fence inside the code would end its cell. */
    @Test
    void fencesAreInPairs() throws IOException {
        assertThat(HandlersPage.page(ROOT, false).lines().filter(line -> line.contains("```")))
                .hasSize(2 * 15)
                .containsOnly("```java", "```python", "```");
    }

    @Test
    void chinesePageHasTheSameCodeAndRequests() throws IOException {
        var notWords = Pattern.compile("(?s)```\\w+\n.*?```|`[^`\n]+`|]\\([^)]+\\.(java|py)\\)");

        assertThat(notWords.matcher(HandlersPage.page(ROOT, true)).results().map(found -> found.group()))
                .containsExactlyElementsOf(notWords.matcher(HandlersPage.page(ROOT, false))
                        .results()
                        .map(found -> found.group())
                        .toList());
    }

    @Test
    void sourceThatIsMissingIsNamed(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("target-servers"));

        assertThatThrownBy(() -> HandlersPage.page(elsewhere, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fanout_route.py");
    }

    /** Code that is set before students has to work. */
    @Test
    void handlersInPythonDoWhatTheyShould(@TempDir Path folder) throws Exception {
        Optional<Python> python = Python.find();
        assumeTrue(python.isPresent(), "no " + Python.WANTED);
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(List.of(
                        python.orElseThrow().launcher().toString(),
                        "-I",
                        "-B",
                        "-W",
                        "error",
                        "src/test/resources/claimbench/harness/docs/handlers_test.py",
                        "docs/python"))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
        assertThat(Files.readString(printed)).contains("Ran 11 tests", "OK");
    }
}
