package claimbench.harness.performance;

import claimbench.harness.run.Affinity;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The same work on CPython's asyncio, on the same core.
 *
 * @param command of the script
 */
record CPythonStep(int round, List<String> command, Bench bench) implements Step {
    private static final Duration EXPECTED = Duration.ofSeconds(60);
    private static final int BOUND_FACTOR = 5;

    /** By this the script says that there is no python3 that it could run on. */
    private static final int EXIT_NO_PYTHON = 3;

    @Override
    public String title() {
        return "micro cpython";
    }

    @Override
    public Duration expected() {
        return EXPECTED;
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        // The results alone are on standard output, so what else is said must go elsewhere.
        Path results = folder.resolve("cpython.json");
        Path log = folder.resolve("cpython.txt");
        int exitCode = Tool.exitCode(
                "CPython",
                Affinity.pin(Tool.withOutputTo(results, command), List.of(bench.serverCore())),
                log,
                EXPECTED.multipliedBy(BOUND_FACTOR));
        if (exitCode != 0) {
            throw new TrialFailure(
                    (exitCode == EXIT_NO_PYTHON ? "no column for CPython: " : "the benchmarks of CPython failed: ")
                            + Tool.lastLine(log));
        }
        return MicroOutput.samples(round, Tool.text(results));
    }
}
