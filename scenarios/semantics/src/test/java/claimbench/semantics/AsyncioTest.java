package claimbench.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our event loop against CPython's asyncio, by the same programs: a difference is a fault of ours. */
class AsyncioTest {
    private static final Path SCRIPT = Path.of("src/main/resources/claimbench/semantics/programs.py");

    @TempDir
    private Path folder;

    @Test
    void everySceneHasTheSameTraceOnBoth() throws Exception {
        assumeTrue(
                python("-c", "import sys; sys.exit(sys.version_info < (3, 11))") == 0, "no python3 of 3.11 or later");
        Path out = folder.resolve("asyncio.json");

        assertThat(python(SCRIPT.toString(), "--out", out.toString())).isZero();

        Output asyncio = Json.MAPPER.readValue(Files.readString(out), Output.class);
        assertThat(Output.of(Programs.ALL).programs()).isEqualTo(asyncio.programs());
        assertThat(asyncio.runtime()).startsWith("CPython 3.");
    }

    @Test
    void scriptRefusesAProgramThatItDoesNotKnow() throws Exception {
        assumeTrue(
                python("-c", "import sys; sys.exit(sys.version_info < (3, 11))") == 0, "no python3 of 3.11 or later");

        assertThat(python(SCRIPT.toString(), "S99")).isEqualTo(2);
    }

    private int python(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("python3", "-I"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("python.txt").toFile())
                    .start();
        } catch (IOException e) {
            return -1;
        }
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("python3 hangs: " + command);
        }
        return process.exitValue();
    }
}
