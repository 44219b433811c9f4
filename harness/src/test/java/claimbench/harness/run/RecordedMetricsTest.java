package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.contract.Meter;
import claimbench.harness.result.RunFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes said, moment by moment, becomes a text that Prometheus' own tool takes. */
class RecordedMetricsTest {
    private static final long START = 1_795_000_000_000L;

    @TempDir
    private Path dir;

    @Test
    void samplesStandFamilyByFamilyAndEachSeriesInTheOrderOfTime() throws IOException {
        trial("001-a", 3, 0);
        trial("002-b", 3, 60);

        Path file = RecordedMetrics.assemble(dir).orElseThrow();

        assertThat(file).hasFileName("metrics.om");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getLast()).isEqualTo("# EOF");
        assertThat(lines).contains("# TYPE http_server_requests_seconds histogram");
        assertOpenMetrics(lines);
        assertThat(lines)
                .contains("process_cpu_seconds_total{process=\"reactive\",trial=\"001-a\"} 2.5 1795000001.000")
                .contains("process_cpu_seconds_total{process=\"reactive\",trial=\"002-b\"} 2.5 1795000061.000");
    }

    @Test
    void boundsThatNoBucketOfTheRunNeedsAreLeftOutInAllTrialsAlike() throws IOException {
        trial("001-a", 2, 0);
        trialOfASlowRequest("002-b", 60);

        List<String> lines = Files.readAllLines(RecordedMetrics.assemble(dir).orElseThrow());

        for (String trial : List.of("001-a", "002-b")) {
            assertThat(lines.stream()
                            .filter(line -> line.contains("_bucket{") && line.contains(trial))
                            .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                            .distinct())
                    .as("bounds of %s", trial)
                    .containsExactly("0.1", "0.2", "0.3", "0.4", "+Inf");
        }
    }

    @Test
    void whatTheTableDoesNotKnowIsNotRecordedNorWhatIsNoNumber() throws IOException {
        String said = """
                jvm_memory_used_bytes{area="heap"} 1
                jvm_memory_used_bytes{area="nonheap"} much
                process_uptime_seconds 7 1234567890123
                unknown_total 5
                <html>
                http_server_connections
                """;
        write("001-a", ordered -> ordered.add(scrape(0, said), Map.of(), Set.of()));

        assertThat(Files.readAllLines(RecordedMetrics.assemble(dir).orElseThrow()))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "process_uptime_seconds 7 1795000000.000",
                        "jvm_memory_used_bytes{area=\"heap\"} 1 1795000000.000");
    }

    @Test
    void clockThatWasSetBackPutsNothingOutOfOrder() throws IOException {
        write("001-a", ordered -> {
            for (int second : new int[] {5, 6, 3, 6, 7}) {
                ordered.add(scrape(second, "process_uptime_seconds " + second + "\n"), Map.of(), Set.of());
            }
        });

        assertThat(Files.readAllLines(RecordedMetrics.assemble(dir).orElseThrow()))
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly(
                        "process_uptime_seconds 5 1795000005.000",
                        "process_uptime_seconds 6 1795000006.000",
                        "process_uptime_seconds 7 1795000007.000");
    }

    @Test
    void runWithoutMetricsHasNone() throws IOException {
        assertThat(RecordedMetrics.assemble(dir)).isEmpty();
        Files.createDirectories(dir.resolve("trials/001-a"));
        assertThat(RecordedMetrics.assemble(dir)).isEmpty();
        assertThat(dir.resolve("metrics.om")).doesNotExist();
    }

    @Test
    void nothingIsLeftBesideTheText() throws IOException {
        trial("001-a", 2, 0);
        RecordedMetrics.assemble(dir);
        try (var files = Files.list(dir)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("trials", "metrics.om");
        }
    }

    @Test
    void longTrialNeedsNoMoreMemoryThanItsBufferAndKeepsItsOrder() throws IOException {
        String memory = "jvm_memory_used_bytes{area=\"" + "x".repeat(40_000) + "\"} ";
        write("001-a", ordered -> {
            for (int second = 0; second < 1_000; second++) {
                ordered.add(scrape(second, memory + second + "\n"), Map.of(), Set.of());
            }
        });

        List<String> samples = Files.readAllLines(RecordedMetrics.assemble(dir).orElseThrow()).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.indexOf("} ") + 2))
                .toList();

        assertThat(samples).hasSize(1_000).startsWith("0 1795000000.000").endsWith("999 1795000999.000");
        assertThat(dir.resolve("trials/001-a")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void promtoolTakesIt() throws Exception {
        Optional<Path> promtool = promtool();
        assumeThat(promtool)
                .as("promtool on the path (Debian: apt install prometheus), which loads metrics.om")
                .isPresent();
        trial("001-a", 30, 0);
        trial("002-b", 30, 60);
        Path blocks = dir.resolve("blocks");

        Process process = new ProcessBuilder(
                        promtool.get().toString(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        RecordedMetrics.assemble(dir).orElseThrow().toString(),
                        blocks.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        try (var made = Files.list(blocks)) {
            assertThat(made).as(said).isNotEmpty();
        }
    }

    static Optional<Path> promtool() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** As the format has it: a family's samples together, all of one set of labels together, and time goes on in each. */
    static void assertOpenMetrics(List<String> lines) {
        var familiesSeen = new HashSet<String>();
        var lastByMetric = new HashMap<String, Double>();
        var metricsLeft = new HashSet<String>();
        String family = "";
        String metric = "";
        for (String line : lines.subList(0, lines.size() - 1)) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
                assertThat(familiesSeen.add(family))
                        .as("first time of %s", family)
                        .isTrue();
            } else if (!line.startsWith("#")) {
                // A collector's name has blanks.
                int beforeTime = line.lastIndexOf(' ');
                String series = line.substring(0, line.lastIndexOf(' ', beforeTime - 1));
                assertThat(Meter.ofSample(series.split("\\{", 2)[0])
                                .orElseThrow()
                                .family())
                        .as(line)
                        .isEqualTo(family);
                String its = family + series.substring(series.indexOf('{')).replaceAll("le=\"[^\"]*\",?", "");
                if (!its.equals(metric)) {
                    metricsLeft.add(metric);
                    assertThat(metricsLeft).as(line).doesNotContain(its);
                    metric = its;
                }
                double time = Double.parseDouble(line.substring(beforeTime + 1));
                assertThat(time).as(line).isGreaterThanOrEqualTo(lastByMetric.getOrDefault(its, 0.0));
                lastByMetric.put(its, time);
            }
        }
    }

    private interface Filling {
        void fill(TrialMetrics ordered) throws IOException;
    }

    private void write(String id, Filling filling) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("trials").resolve(id));
        try (var ordered = new TrialMetrics(folder)) {
            filling.fill(ordered);
            ordered.writeTo(folder.resolve(RunFiles.TRIAL_METRICS));
        }
    }

    private void trial(String id, int seconds, int from) throws IOException {
        write(id, ordered -> {
            for (int second = 0; second < seconds; second++) {
                ordered.add(scrape(from + second, text(second)), Map.of("trial", id), Set.of());
            }
        });
    }

    /** One request, which was longer than the bound of 0.3 s and not than that of 0.4 s. */
    private void trialOfASlowRequest(String id, int from) throws IOException {
        String text = text(0).replaceAll("(?<one>le=\"(?:0\\.4|0\\.5|\\+Inf)\"} )0", "${one}1");
        write(id, ordered -> ordered.add(scrape(from, text), Map.of("trial", id), Set.of()));
    }

    private static ScrapeLog.Scrape scrape(int second, String text) {
        return new ScrapeLog.Scrape(START + second * 1_000L, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(int second) {
        return """
                # HELP http_server_requests_seconds Time
                # TYPE http_server_requests_seconds histogram
                http_server_requests_seconds_bucket{mode="none",outcome="success",process="reactive",route="/wait",le="0.1"} 0
                http_server_requests_seconds_bucket{mode="none",outcome="success",process="reactive",route="/wait",le="0.2"} %1$d
                http_server_requests_seconds_bucket{mode="none",outcome="success",process="reactive",route="/wait",le="0.3"} %1$d
                http_server_requests_seconds_bucket{mode="none",outcome="success",process="reactive",route="/wait",le="0.4"} %1$d
                http_server_requests_seconds_bucket{mode="none",outcome="success",process="reactive",route="/wait",le="0.5"} %1$d
                http_server_requests_seconds_bucket{mode="none",outcome="success",process="reactive",route="/wait",le="+Inf"} %1$d
                http_server_requests_seconds_count{mode="none",outcome="success",process="reactive",route="/wait"} %1$d
                http_server_requests_seconds_sum{mode="none",outcome="success",process="reactive",route="/wait"} 0.15
                # TYPE process_cpu_seconds_total counter
                process_cpu_seconds_total{process="reactive"} 2.5
                # TYPE jvm_memory_used_bytes gauge
                jvm_memory_used_bytes{area="heap",process="reactive"} 1.0E7
                jvm_memory_used_bytes{area="nonheap",process="reactive"} 2.0E7
                """.formatted(second);
    }
}
