package claimbench.harness.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a process that ran programs wrote of itself: the same form from Java and from Python.
 *
 * @param runtime what ran them, with its version
 * @param programs what they did
 */
public record ProgramOutput(String runtime, List<ProgramRun.Program> programs) {
    public ProgramOutput {
        Objects.requireNonNull(runtime, "key 'runtime' is missing");
        Objects.requireNonNull(programs, "key 'programs' is missing");
    }

    /**
     * Reads it.
     *
     * @throws StoredRunException where the file is missing, or is not such a record
     */
    public static ProgramOutput read(Path file) throws StoredRunException {
        return RunFiles.read(file, ProgramOutput.class);
    }
}
