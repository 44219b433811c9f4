package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermanentIdTest {
    @TempDir
    private Path folder;

    @Test
    void damagedRecordIsNamed() throws Exception {
        Path run = StoredRuns.quick(folder.resolve("run"));
        Files.writeString(run.resolve(RunFiles.ENVIRONMENT), "{\"schema\": ");

        assertThatThrownBy(() -> PermanentId.of(run))
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining("environment.json: is damaged");
    }

    /** As the documentation has it, by other means than the product's. */
    @Test
    void itIsTheHashOfAListOfHashes() throws Exception {
        Files.writeString(folder.resolve(RunFiles.RUN), """
                {
                  "id" : "a b", "url" : "http://10.0.0.9",
                  "number" : 1.50
                }
                """);
        Path trial = Files.createDirectories(folder.resolve("trials/001"));
        Files.writeString(trial.resolve("responses.hlog"), "#x\r\n");
        Files.writeString(trial.resolve("target.log"), "what a process printed");
        Files.writeString(folder.resolve("verdicts.json"), "{}");
        String list = "claimbench data 1\n"
                + sha256("{\"id\":\"a b\",\"url\":\"\",\"number\":1.50}") + "  run.json\n"
                + sha256("#x\r\n") + "  trials/001/responses.hlog\n";

        assertThat(PermanentId.of(folder)).hasToString("claimbench:1:" + sha256(list));
    }

    @Test
    void singleRequestMoreMakesAnotherId() throws Exception {
        Path run = StoredRuns.quick(folder.resolve("run"));
        PermanentId before = PermanentId.of(run);
        Path trial = run.resolve(RunFiles.TRIALS).resolve(StoredRuns.TRIAL).resolve(RunFiles.TRIAL);
        String record = Files.readString(trial);
        Files.writeString(trial, record.replaceFirst("\"answered\" : (\\d+)", "\"answered\" : 1$1"));

        assertThat(Files.readString(trial)).isNotEqualTo(record);
        assertThat(PermanentId.of(run)).isNotEqualTo(before);
    }

    @Test
    void otherWhiteSpaceAndOtherLogsDoNot() throws Exception {
        Path run = StoredRuns.quick(folder.resolve("run"));
        PermanentId before = PermanentId.of(run);
        Path environment = run.resolve(RunFiles.ENVIRONMENT);
        Files.writeString(environment, Files.readString(environment).replace("\n", "\r\n\t"));
        Files.writeString(run.resolve(RunFiles.LOCK), "1");
        Files.writeString(run.resolve(RunFiles.TRIALS).resolve(StoredRuns.TRIAL).resolve("target.log"), "other lines");

        assertThat(PermanentId.of(run)).isEqualTo(before);
    }

    @Test
    void newReportDoesNot() throws Exception {
        Path run = StoredRuns.quick(folder.resolve("run"));
        PermanentId before = PermanentId.of(run);
        Results.make(run);

        assertThat(run.resolve("verdicts.json")).exists();
        assertThat(PermanentId.of(run)).isEqualTo(before);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
