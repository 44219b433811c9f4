package claimbench.micro.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.micro.MicroBenchmark;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark of the comparison once, Kotlin's too: whether its result is right, not how fast it is. */
final class ComparisonTest {
    private static final Set<String> COLUMNS =
            Set.of("eventLoop", "virtualThreads", "completableFuture", "reactor", "kotlin");

    private static Collection<RunResult> results = List.of();

    @BeforeAll
    static void runEachOnce() throws RunnerException {
        // A wrong result fails the benchmark, and a benchmark that fails ends this run with an exception.
        results = new Runner(new OptionsBuilder()
                        .include("claimbench\\.micro\\.compare\\.")
                        .param("pending", "1000")
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .forks(0)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    @Test
    void everyModelDoesEveryWork() {
        Set<String> expected = new TreeSet<>();
        Rows.names().forEach(row -> COLUMNS.forEach(column -> expected.add(row + "." + column)));
        assertThat(results.stream().map(ComparisonTest::cell)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyModelCountsTheSameOperations() {
        assertThat(results).allSatisfy(result -> {
            String row = cell(result).replaceAll("\\..*", "");
            assertThat(result.getParams().getOpsPerInvocation())
                    .as(cell(result))
                    .isEqualTo(Rows.operations(row));
        });
    }

    @Test
    void everyModelIsTimedInNanosecondsOnOneProcessor() throws RunnerException {
        assertThat(results.stream().map(RunResult::getParams).map(BenchmarkParams::getTimeUnit))
                .containsOnly(TimeUnit.NANOSECONDS);
        Collection<RunResult> forked = new Runner(new OptionsBuilder()
                        .include("compare\\.(kotlin\\.)?Switch\\.")
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .forks(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertThat(forked)
                .hasSize(COLUMNS.size())
                .allSatisfy(result -> assertThat(result.getParams().getJvmArgs())
                        .as(cell(result))
                        .contains(
                                MicroBenchmark.EXPORT_CONTINUATION,
                                MicroBenchmark.ONE_CARRIER,
                                Comparison.ONE_PROCESSOR,
                                Comparison.SERIAL_COLLECTOR));
    }

    @Test
    void wrongResultIsRefused() {
        assertThat(Comparison.checked(3, 3)).isEqualTo(3);
        assertThatThrownBy(() -> Comparison.checked(2, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("wrong result 2, must be 3");
    }

    /** Row and column, as a table's maker reads them. */
    private static String cell(RunResult result) {
        String name = result.getParams().getBenchmark();
        assertThat(name).startsWith("claimbench.micro.compare.");
        String[] parts = name.split("\\.", -1);
        return List.of(parts).subList(parts.length - 2, parts.length).stream().collect(Collectors.joining("."));
    }
}
