package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user gets for what she types, where it starts no measurement. */
class CommandLineIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --claims Q99               | Q99     | Q01",
                "run --targets fast             | fast    | event-loop",
                "run --profile long             | long    | quick",
                "run --seed x                   | --seed  | whole number",
                "run --frobnicate               | --frobnicate | --profile",
                "load nothing --url http://127.0.0.1:1 | nothing | fanout",
                "serve nothing                  | nothing | reactive",
                "list stars                     | stars   | claims",
                "juggle                         | juggle  | doctor",
            })
    void wrongUsageIsOneLineThatNamesWhatIsAllowedAndRunsNothing(String line, String named, String allowed) {
        Product.Running command = Product.start(folder, line.split(" "));

        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.printed()).contains(named).contains(allowed);
        assertThat(command.printed().lines()).hasSize(1);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"targets, event-loop", "scenarios, fanout", "claims, Q13", "profiles, quick"})
    void listsSayWhatThereIs(String what, String entry) {
        Product.Running command = Product.start(folder, "list", what);

        assertThat(command.exitCode()).isZero();
        assertThat(command.printed()).contains(entry);
    }

    @Test
    void dryRunPrintsThePlanAndMeasuresNothing() {
        Product.Running command = Product.start(folder, "run", "--dry-run", "--seed", "7");

        assertThat(command.exitCode()).isZero();
        assertThat(command.printed()).contains("fanout-event-loop");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void reportOfAForeignFolderNamesTheFileThatIsMissing() throws Exception {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));

        Product.Running command = Product.start(folder, "report", foreign.toString());

        assertThat(command.exitCode()).isEqualTo(1);
        assertThat(command.printed()).contains("run.json");
        assertThat(foreign).isEmptyDirectory();
    }
}
