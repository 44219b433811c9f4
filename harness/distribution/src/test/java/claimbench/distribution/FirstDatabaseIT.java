package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.run.Installation;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which PostgreSQL has never been unpacked, as every user's is at the first run. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FirstDatabaseIT {
    @TempDir
    Path cache;

    @Test
    void databaseStartsWhereNobodyHasUnpackedItYet() throws Exception {
        var command = new ArrayList<>(new Installation(Product.home().resolve("lib")).database());
        command.addAll(List.of("--exit-with-parent", "--host", "127.0.0.1", "--port", "0"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        Process process = builder.start();
        var said = new ArrayList<String>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                said.add(line);
                if (line.startsWith("ready ")) {
                    process.outputWriter().close(); // upon which it ends
                }
            }
        } finally {
            if (!said.stream().anyMatch(line -> line.startsWith("ready "))) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }

        assertThat(said).anyMatch(line -> line.startsWith("ready "));
        assertThat(process.waitFor()).as(String.join("\n", said)).isZero();
        assertThat(cache.resolve("claimbench")).isDirectoryContaining("glob:**postgresql");
    }
}
