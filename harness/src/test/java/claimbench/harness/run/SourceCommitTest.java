package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceCommitTest {
    @TempDir
    private Path elsewhere;

    @Test
    void whatWasBuiltInAWorkTreeNamesItsCommitWhereverItLies() {
        assumeTrue(Files.exists(Path.of("../.git")), "this was built in no work tree");
        assumeTrue(SearchPath.find("git").isPresent(), "this was built without git");

        assertThat(SourceCommit.built())
                .hasValueSatisfying(commit -> assertThat(commit).matches("[0-9a-f]{40}(-dirty)?"));
        assertThat(SourceCommit.of(elsewhere)).isEqualTo(SourceCommit.built());
    }
}
