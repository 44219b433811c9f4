package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo CPython 3.10.14",
                "echo CPython 2.7.18",
                "echo PyPy 3.11.13",
                "echo",
                "echo CPython 3.12.1; echo something else",
                "exit 1"
            })
    void oldOrOtherOrBrokenPythonIsPassedOver(String script) throws Exception {
        assertThat(Python.find(List.of(launcher("python3", script)))).isEmpty();
    }

    @Test
    void fileThatIsNoProgramIsPassedOver() throws Exception {
        Path text = folder.resolve("text");
        Files.writeString(text, "no program");

        assertThat(Python.find(List.of(text, folder.resolve("missing")))).isEmpty();
    }

    @Test
    void firstThatIsNewEnoughIsTaken() throws Exception {
        Path old = launcher("old", "echo CPython 3.9.1");
        Path good = launcher("good", "echo CPython 3.11.0rc1");
        Path newer = launcher("newer", "echo CPython 3.14.0");

        assertThat(Python.find(List.of(old, good, newer))).contains(new Python(good, "3.11.0rc1"));
    }

    private Path launcher(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
