package claimbench.harness.performance;

import claimbench.harness.run.Affinity;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmarks without HTTP, on one core: one fork of each a round, so that the rounds of a run are JMH's forks.
 *
 * @param command of JMH's main
 */
record MicroStep(int round, List<String> command, Bench bench) implements Step {
    /** Those that have a column for each model. */
    private static final String BENCHMARKS = "^claimbench\\.micro\\.compare\\.";

    private static final Duration EXPECTED = Duration.ofMinutes(5);
    private static final int BOUND_FACTOR = 5;

    @Override
    public String title() {
        return "micro jvm";
    }

    @Override
    public Duration expected() {
        return EXPECTED;
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        Path results = folder.resolve("jmh.json");
        var jmh = new ArrayList<>(command);
        // One that fails leaves its cell empty; it is not to take the others with it.
        jmh.addAll(List.of(
                BENCHMARKS,
                "-foe",
                "false",
                "-f",
                "1",
                "-wi",
                "3",
                "-i",
                "3",
                "-rf",
                "json",
                "-rff",
                results.toString()));
        Tool.run(
                "JMH",
                Affinity.pin(jmh, List.of(bench.serverCore())),
                folder.resolve("jmh.txt"),
                EXPECTED.multipliedBy(BOUND_FACTOR));
        return MicroOutput.samples(round, Tool.text(results));
    }
}
