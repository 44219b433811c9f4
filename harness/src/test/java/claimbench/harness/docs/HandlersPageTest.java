package claimbench.harness.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlersPageTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void committedPageIsWhatTheSourcesSay() throws IOException {
        assertThat(ROOT.resolve(HandlersPage.FILE))
                .as("write it again with: %s", HandlersPage.COMMAND)
                .hasContent(HandlersPage.page(ROOT));
    }

    @Test
    void codeOfEveryHandlerIsOnThePage() throws IOException {
        String page = HandlersPage.page(ROOT);

        assertThat(page.lines().filter(line -> line.startsWith("final class FanoutRoute")))
                .hasSize(4);
        assertThat(page.lines().filter(line -> line.startsWith("final class ProfileRoute")))
                .hasSize(4);
        assertThat(page.lines().filter(line -> line.startsWith("final class AnswerRoute")))
                .hasSize(4);
        assertThat(page).doesNotContain("\nimport ", "\npackage ");
    }

    /** A fence inside the code would end its cell. */
    @Test
    void fencesAreInPairs() throws IOException {
        assertThat(HandlersPage.page(ROOT).lines().filter(line -> line.contains("```")))
                .hasSize(2 * 12)
                .containsOnly("```java", "```");
    }

    @Test
    void sourceThatIsMissingIsNamed(@TempDir Path elsewhere) throws IOException {
        Files.createDirectories(elsewhere.resolve("target-servers"));

        assertThatThrownBy(() -> HandlersPage.page(elsewhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("FanoutRoute.java");
    }
}
