package claimbench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark but those of the comparison once: whether it works, not how fast it is. */
final class BenchmarksTest {
    private static final int MODELS = Model.Name.values().length;

    @Test
    void everyBenchmarkRunsOnceInEveryModelAndMode() throws RunnerException {
        Collection<RunResult> results = new Runner(once().exclude("claimbench\\.micro\\.compare\\.")
                        .forks(0)
                        .build())
                .run();
        Map<String, Long> conditions = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.getParams().getBenchmark().replace("claimbench.micro.", ""),
                        Collectors.counting()));
        assertThat(conditions)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("FanoutBenchmark.fanout", 2L * 2 * MODELS),
                        Map.entry("CpuBenchmark.work", 3L * MODELS),
                        Map.entry("MetersBenchmark.record", 1L),
                        Map.entry("MetersBenchmark.recordWithMicrometer", 1L),
                        Map.entry("MetersBenchmark.request", 1L),
                        Map.entry("MetersBenchmark.text", 1L),
                        Map.entry("MetersBenchmark.protobuf", 1L),
                        Map.entry("SwitchBenchmark.eventLoopYield", 1L),
                        Map.entry("SwitchBenchmark.virtualThreadYield", 1L),
                        Map.entry("SwitchBenchmark.virtualThreadHandOff", 1L),
                        Map.entry("SwitchBenchmark.platformThreadHandOff", 1L),
                        Map.entry("SwitchBenchmark.reactivePublishOn", 1L),
                        Map.entry("SpawnBenchmark.eventLoopTask", 1L),
                        Map.entry("SpawnBenchmark.virtualThread", 1L),
                        Map.entry("SpawnBenchmark.platformThread", 1L),
                        Map.entry("SpawnBenchmark.pooledPlatformThread", 1L),
                        Map.entry("SpawnBenchmark.reactiveSubscribeOn", 1L)));
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void forkCanUseTheContinuation() throws RunnerException {
        Collection<RunResult> results = new Runner(once().include("SwitchBenchmark.eventLoopYield")
                        .forks(1)
                        .build())
                .run();
        assertThat(results)
                .hasSize(1)
                .allSatisfy(result ->
                        assertThat(result.getParams().getJvmArgs()).contains(MicroBenchmark.EXPORT_CONTINUATION));
    }

    private static ChainedOptionsBuilder once() {
        return new OptionsBuilder()
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }
}
