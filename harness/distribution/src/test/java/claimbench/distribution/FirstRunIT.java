package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.dashboards.Board;
import claimbench.dashboards.Boards;
import claimbench.dashboards.DashboardCheck;
import claimbench.dashboards.Model;
import claimbench.dashboards.PrometheusServer;
import claimbench.dashboards.Query;
import claimbench.dashboards.View;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One real run of all four targets, watched by a real Prometheus where there is one, and what it leaves behind. */
@Tag("alone")
class FirstRunIT {
    private static final Set<String> TARGETS = Set.of("platform-threads", "virtual-threads", "event-loop", "reactive");

    /** As few as have a middle that one of them, which met a busy machine, cannot move far. */
    private static final int TRIALS = 3;

    /** The threads of the model that has a pool. */
    private static final int POOL = 200;

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path folder;

    private static Path out = Path.of("");

    /** A claim of a user's own, which the trials of Q01 can judge. */
    private static final String COURSE = """
            document: {id: X1, title: a course of mine, file: course.md}
            claims:
              - id: X01
                title: {en: three times as fast, zh: 快三倍}
                restatement: {en: Three calls at once take a third of the time., zh: 三个调用同时进行只要三分之一时间。}
                citations: [{document: X1, section: week 3}]
                experiment: fanout
                cases:
                  - label: three equal calls
                    measures:
                      - quantity: speedup
                        baseline: serial
                        treatment: concurrent
                        expected: {low: 2.5, high: 3.5, reason: My course says three times.}
                        theory: {value: 3, formula: k, source: my course}
            """;

    @SuppressWarnings("NullAway.Init") // set before any test
    private static Product.Running run;

    private static int exitCode;
    private static Instant startedAt = Instant.EPOCH;
    private static Instant endedAt = Instant.EPOCH;
    private static Optional<PrometheusServer> prometheus = Optional.empty();

    @BeforeAll
    static void runOnce() throws Exception {
        // Prometheus looks for the processes where the product's own configuration says: in runs/ beside dashboards/.
        Path configuration =
                Files.createDirectories(folder.resolve("dashboards/prometheus")).resolve("prometheus.yml");
        Files.copy(Product.home().resolve("dashboards/prometheus/prometheus.yml"), configuration);
        Files.copy(
                Product.home().resolve("dashboards/prometheus/rules.yml"), configuration.resolveSibling("rules.yml"));
        Files.createDirectories(folder.resolve("runs"));
        Optional<Path> program = PrometheusServer.find();
        if (program.isPresent()) {
            prometheus =
                    Optional.of(PrometheusServer.start(program.get(), configuration, folder.resolve("prometheus")));
        }
        startedAt = Instant.now();
        Path course = Files.writeString(folder.resolve("course.yaml"), COURSE);
        run = Product.start(
                folder,
                "run",
                "--claims",
                "Q01,Q13,X01",
                "--catalogue",
                course.toString(),
                "--trials",
                Integer.toString(TRIALS),
                "--seed",
                "20261120");
        exitCode = run.exitCode();
        endedAt = Instant.now();
        // The run has a copy of its own: whatever reads it does without this one.
        Files.delete(course);
        try (var runs = Files.list(folder.resolve("runs"))) {
            out = runs.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @AfterAll
    static void stopPrometheus() {
        prometheus.ifPresent(PrometheusServer::close);
    }

    @Test
    void everyTrialIsCompletedAndStoredWhole() throws Exception {
        List<JsonNode> trials = trials();

        assertThat(trials).as(run.printed()).hasSize((4 + 4 + 1) * TRIALS);
        assertThat(trials)
                .allSatisfy(trial -> assertThat(trial.get("outcome").asString())
                        .as(trial.toPrettyString())
                        .isEqualTo("COMPLETED"));
        try (var folders = Files.list(out.resolve("trials"))) {
            assertThat(folders)
                    .allSatisfy(trial -> assertThat(names(trial))
                            .contains(
                                    "trial.json",
                                    "about.json",
                                    "responses.hlog",
                                    "failures.hlog",
                                    "generator.json",
                                    "simulation.log",
                                    "samples.csv",
                                    "metrics.gz",
                                    "target.log",
                                    "generator.log"));
        }
        assertThat(names(out))
                .contains(
                        "run.json",
                        "catalogue.yaml",
                        "environment.json",
                        "checks.json",
                        "comparisons.json",
                        "verdicts.json",
                        "trust.json",
                        "aa.json",
                        "metrics.om",
                        "SHA256SUMS");
    }

    @Test
    void oneConditionIsMeasuredTwiceAndComparedWithItself() throws Exception {
        JsonNode aa = JSON.readTree(Files.readString(out.resolve("aa.json")));

        assertThat(aa.get("experiment").asString()).isEqualTo("fanout");
        assertThat(aa.get("target").asString()).isEqualTo("event-loop");
        assertThat(aa.get("compared").asInt()).isGreaterThan(10);
        assertThat(aa.get("falsePositiveRate").asDouble()).isBetween(0.0, 1.0);
        assertThat(run.printed()).contains("A/A: fanout on event-loop, measured twice");
    }

    @Test
    void nothingFailsOnAnHonestTarget() throws Exception {
        for (JsonNode trial : trials()) {
            for (JsonNode request : trial.get("requests")) {
                assertThat(request.get("answered").asLong())
                        .as(trial.toPrettyString())
                        .isPositive();
                assertThat(request.get("failed").asLong())
                        .as(trial.toPrettyString())
                        .isZero();
            }
        }
    }

    @Test
    void everyClaimAskedForHasAVerdictWithEvidenceOfEveryTarget() throws Exception {
        JsonNode file = JSON.readTree(Files.readString(out.resolve("verdicts.json")));

        assertThat(file.get("schema").asInt()).isEqualTo(1);
        assertThat(file.get("verdicts")
                        .valueStream()
                        .map(verdict -> verdict.get("claim").asString()))
                .containsExactly("Q01", "Q13", "X01");
        assertThat(file.get("verdicts").valueStream())
                .allSatisfy(verdict -> assertThat(verdict.get("verdict").asString())
                        .isIn("SUPPORTED", "QUALIFIED", "CONTRADICTED", "INCONCLUSIVE"))
                .allSatisfy(
                        verdict -> assertThat(verdict.get("reason").asString()).isNotBlank());
        JsonNode q01 = file.get("verdicts").get(0);
        assertThat(q01.get("basis").asString()).isEqualTo("analogy");
        var targets = new TreeSet<String>();
        for (JsonNode row : q01.get("evidence")) {
            targets.add(row.get("target").asString());
            assertThat(row.get("quantity").asString()).isEqualTo("speedup");
            assertThat(row.get("parameters").get("calls").asInt()).isEqualTo(3);
            assertThat(row.get("trials").asInt()).isEqualTo(TRIALS);
            assertThat(row.get("theory").asDouble()).isEqualTo(3.0);
            assertThat(row.get("low").asDouble())
                    .isLessThanOrEqualTo(row.get("value").asDouble());
            assertThat(row.get("high").asDouble())
                    .isGreaterThanOrEqualTo(row.get("value").asDouble());
        }
        assertThat(targets).isEqualTo(TARGETS);
    }

    @Test
    void concurrentCallsOverlapOnEveryTarget() throws Exception {
        // Far from the claim's own range, so that no noise decides: one after another would give 1.
        assertThat(evidence("Q01", "speedup"))
                .hasSize(TARGETS.size())
                .allSatisfy(row -> assertThat(row.get("value").asDouble())
                        .as(row.toPrettyString())
                        .isGreaterThan(2.0));
    }

    /** How many of the thousand there are at once says how busy this machine is: tests run beside it. */
    @Test
    void farMoreRequestsThanAPoolHasThreadsAreInFlightWhereNoPoolLimitsThem() throws Exception {
        assertThat(evidence("Q13", "failures"))
                .hasSize(TARGETS.size())
                .allSatisfy(row -> assertThat(row.get("value").asDouble())
                        .as(row.toPrettyString())
                        .isZero());
        for (JsonNode row : evidence("Q13", "in-flight-max")) {
            if (row.get("target").asString().equals("platform-threads")) {
                assertThat(row.get("value").asDouble()).as(row.toPrettyString()).isLessThanOrEqualTo(POOL);
            } else {
                assertThat(row.get("value").asDouble()).as(row.toPrettyString()).isGreaterThan(2 * POOL);
            }
        }
    }

    @Test
    void exitCodeSaysWhetherEverythingCanBeTrusted() throws Exception {
        boolean trusted = true;
        for (JsonNode trial : trials()) {
            for (JsonNode finding : trial.get("findings")) {
                trusted &= !finding.get("state").asString().equals("FAILED");
            }
        }
        assertThat(exitCode).as(run.printed()).isEqualTo(trusted ? 0 : 1);
    }

    @Test
    void reportGivesTheSameVerdictsFromTheStoredDataAlone() throws Exception {
        byte[] before = Files.readAllBytes(out.resolve("verdicts.json"));
        byte[] figureBefore = Files.readAllBytes(out.resolve("report/figures/speedups.en.svg"));
        byte[] textBefore = Files.readAllBytes(out.resolve("report/report.en.md"));
        Files.delete(out.resolve("verdicts.json"));

        Product.Running report = Product.start(folder, "report", out.toString());

        assertThat(report.exitCode()).as(report.printed()).isEqualTo(exitCode);
        assertThat(Files.readAllBytes(out.resolve("verdicts.json"))).isEqualTo(before);
        assertThat(Files.readAllBytes(out.resolve("report/figures/speedups.en.svg")))
                .isEqualTo(figureBefore);
        assertThat(Files.readAllBytes(out.resolve("report/report.en.md"))).isEqualTo(textBefore);
    }

    @Test
    void recordedMetersAreOfAllProcessesAndPrometheusLoadsThem() throws Exception {
        Path text = out.resolve("metrics.om");
        assertThat(text)
                .content()
                .endsWith("# EOF\n")
                .contains("role=\"target\"", "role=\"upstream\"", "role=\"generator\"", "role=\"harness\"")
                .contains(TARGETS.stream()
                        .map(target -> "process=\"" + target + "\"")
                        .toList())
                .contains("claimbench_trial_phase{phase=\"window\"");

        Optional<Path> program = PrometheusServer.find();
        assumeTrue(program.isPresent(), "promtool comes with prometheus, which is not on the path");
        Path log = folder.resolve("promtool.log");
        Process promtool = new ProcessBuilder(
                        program.get().resolveSibling("promtool").toString(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        text.toString(),
                        folder.resolve("blocks").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(promtool.waitFor()).as(Files.readString(log)).isZero();
    }

    @Test
    void comparedWithACopyOfItselfNothingHasChanged() throws Exception {
        Path copy = copy("copy");

        Product.Running compare = Product.start(folder, "compare", "--json", out.toString(), copy.toString());

        assertThat(compare.exitCode()).as(compare.printed()).isEqualTo(exitCode);
        JsonNode json = JSON.readTree(compare.printed());
        assertThat(json.get("differences")).isEmpty();
        assertThat(json.get("noise")).as("kinds of figures").isNotEmpty();
        assertThat(json.get("conditions").valueStream())
                .hasSize(4 + 4)
                .allSatisfy(condition ->
                        assertThat(condition.get("change").asString()).isIn("WITHIN_NOISE", "INCONCLUSIVE"));
        assertThat(json.get("claims").valueStream())
                .extracting(claim -> claim.get("claim").asString())
                .containsExactly("Q01", "Q13", "X01");
        assertThat(json.get("unpaired")).isEmpty();
    }

    @Test
    void comparedWithACopyInWhichFanOutTakesTurnsItRegressed() throws Exception {
        Path slower = copy("slower");
        try (var trials = Files.list(slower.resolve("trials"))) {
            for (Path trial :
                    trials.filter(dir -> dir.toString().contains("-fanout-")).toList()) {
                Path log = trial.resolve("responses.hlog");
                // What was asked for at once took as long as what took turns, and the other way round.
                Files.writeString(
                        log,
                        Files.readString(log)
                                .replace("Tag=concurrent,", "Tag=was-concurrent,")
                                .replace("Tag=serial,", "Tag=concurrent,")
                                .replace("Tag=was-concurrent,", "Tag=serial,"));
            }
        }
        Files.delete(slower.resolve("SHA256SUMS")); // as of a run that was cut off

        Product.Running compare = Product.start(folder, "compare", "--json", out.toString(), slower.toString());

        assertThat(compare.exitCode()).as(compare.printed()).isEqualTo(exitCode);
        List<JsonNode> fanouts = JSON.readTree(compare.printed())
                .get("conditions")
                .valueStream()
                .filter(condition -> condition.get("experiment").asString().equals("fanout"))
                .toList();
        assertThat(fanouts).hasSize(4).allSatisfy(fanout -> {
            JsonNode median = fanout.get("figures")
                    .valueStream()
                    .filter(figure -> figure.get("quantity").asString().equals("median of concurrent"))
                    .findFirst()
                    .orElseThrow();
            assertThat(median.get("ratio").asDouble()).isGreaterThan(1.5);
            // So few trials may scatter too much to tell, or not be trusted.
            boolean told = fanout.get("doubts").isEmpty()
                    && median.get("low").asDouble() > 1
                    && median.get("ratio").asDouble() > median.get("noise").asDouble();
            if (told) {
                assertThat(fanout.get("change").asString())
                        .as(fanout.toPrettyString())
                        .isEqualTo("REGRESSED");
            }
        });
    }

    @Test
    void compareNamesAFolderThatIsNoRunAndAFileThatHasChanged() throws Exception {
        Product.Running foreign = Product.start(folder, "compare", out.toString(), folder.toString());
        assertThat(foreign.exitCode()).isEqualTo(1);
        assertThat(foreign.printed())
                .contains(folder + ": is no run directory: it has no run.json")
                .hasLineCount(1);

        Path damaged = copy("damaged");
        Path record;
        try (var trials = Files.list(damaged.resolve("trials"))) {
            record = trials.sorted().findFirst().orElseThrow().resolve("samples.csv");
        }
        Files.writeString(record, Files.readString(record) + "1,target,0,0,0,0,\n");
        Product.Running changed = Product.start(folder, "compare", out.toString(), damaged.toString());
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.printed())
                .contains(record + ": has changed since the run: its checksum differs")
                .hasLineCount(1);
    }

    @Test
    void archiveOfItIsWhatItSaysAndDoesNotTellWhoseMachineItWas() throws Exception {
        Path archive = folder.resolve("archive.zip");
        Product.Running bundle = Product.start(folder, "bundle", out.toString(), "--out", archive.toString());
        assertThat(bundle.exitCode()).as(bundle.printed()).isZero();

        Product.Running verify = Product.start(folder, "verify", archive.toString());
        assertThat(verify.exitCode()).as(verify.printed()).isZero();
        assertThat(verify.printed()).contains("files made again from the data, all the same");

        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        List<String> traces = List.of(
                folder.toRealPath().toString(),
                Product.home().toRealPath().toString(),
                System.getProperty("java.io.tmpdir") + "/");
        try (var zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .as(entry.getName())
                        .doesNotContain(traces);
                Path file = unpacked.resolve(
                        entry.getName().substring(entry.getName().indexOf('/') + 1));
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, bytes);
            }
        }
        Process sums = new ProcessBuilder("sha256sum", "--check", "--quiet", "SHA256SUMS")
                .directory(unpacked.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sha256sum.log").toFile())
                .start();
        assertThat(sums.waitFor())
                .as(Files.readString(folder.resolve("sha256sum.log")))
                .isZero();
        Product.Running again = Product.start(folder, "verify", unpacked.toString());
        assertThat(again.exitCode()).as(again.printed()).isZero();
    }

    @Test
    void theTerminalShowsTheVerdictsAndWhereTheReportIs() {
        assertThat(run.printed()).contains("Q01").contains("Q13").contains("report.en.html");
    }

    @Test
    void everyQueryOfTheDashboardsIsAnsweredWhileTheRunGoesOn() throws Exception {
        assumeTrue(prometheus.isPresent(), "prometheus is not on the path: the dashboards' queries were not asked");

        assertThat(findings(prometheus.orElseThrow(), false))
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.passed()).as(finding.toString()).isTrue());
    }

    @Test
    void everyQueryOfTheDashboardsIsAnsweredOfTheStoredRun() throws Exception {
        try (PrometheusServer stored = stored()) {
            assertThat(findings(stored, true))
                    .isNotEmpty()
                    .allSatisfy(finding ->
                            assertThat(finding.passed()).as(finding.toString()).isTrue());
        }
    }

    /** The dashboard's own queries, of the stored run, beside the histograms that verdicts rest on. */
    @Test
    void quantilesOfTheOverviewAreThoseOfTheRecordedHistograms() throws Exception {
        View summary = Boards.ALL.getFirst().views().getFirst();
        try (PrometheusServer stored = stored();
                var check = new DashboardCheck(stored.base())) {
            for (String scenario : scenarios()) {
                Map<String, Histogram> recorded = histograms(scenario);
                assertThat(recorded.keySet()).isEqualTo(TARGETS);
                for (int percent : List.of(50, 99)) {
                    Query query = summary.queries().stream()
                            .filter(candidate -> candidate.name().en().equals("p" + percent))
                            .findFirst()
                            .orElseThrow();
                    Map<String, Double> shown =
                            check.valuesByTarget(query, setting(true).ofScenario(scenario));
                    assertThat(shown.keySet()).isEqualTo(TARGETS);
                    recorded.forEach((target, histogram) -> assertThat(shown.get(target))
                            .as("p%d of %s on %s", percent, scenario, target)
                            .isCloseTo(histogram.getValueAtPercentile(percent) / 1e9, withPercentage(5)));
                }
            }
        }
    }

    @Test
    void dashboardCountsEveryMeasuredRequest() throws Exception {
        Query requests = Boards.ALL.getFirst().views().getFirst().queries().getFirst();
        try (PrometheusServer stored = stored();
                var check = new DashboardCheck(stored.base())) {
            for (String scenario : scenarios()) {
                Map<String, Double> shown =
                        check.valuesByTarget(requests, setting(true).ofScenario(scenario));
                histograms(scenario)
                        .forEach((target, histogram) -> assertThat(shown.get(target))
                                .as("%s on %s", scenario, target)
                                .isEqualTo((double) histogram.getTotalCount()));
            }
        }
    }

    private static Set<String> scenarios() throws Exception {
        var scenarios = new TreeSet<String>();
        for (JsonNode trial : trials()) {
            scenarios.add(trial.get("condition").get("scenario").asString());
        }
        return scenarios;
    }

    /** All good answers of the window, in nanoseconds, by target; no request failed. */
    private static Map<String, Histogram> histograms(String scenario) throws Exception {
        var byTarget = new TreeMap<String, Histogram>();
        for (JsonNode trial : trials()) {
            JsonNode condition = trial.get("condition");
            if (condition.get("scenario").asString().equals(scenario)) {
                Histogram sum = byTarget.computeIfAbsent(condition.get("target").asString(), first -> new Histogram(3));
                Path log = out.resolve("trials")
                        .resolve(trial.get("id").asString())
                        .resolve("responses.hlog");
                try (var lines = new HistogramLogReader(log.toFile())) {
                    for (var each = lines.nextIntervalHistogram(); each != null; each = lines.nextIntervalHistogram()) {
                        sum.add((Histogram) each);
                    }
                }
            }
        }
        return byTarget;
    }

    private static DashboardCheck.Setting setting(boolean judged) {
        return new DashboardCheck.Setting(
                startedAt, endedAt, Duration.ofSeconds(4), out.getFileName().toString(), Model.MODELS, judged);
    }

    private static List<DashboardCheck.Finding> findings(PrometheusServer asked, boolean judged) throws Exception {
        var findings = new ArrayList<DashboardCheck.Finding>();
        try (var check = new DashboardCheck(asked.base())) {
            for (Board board : Boards.ALL) {
                findings.addAll(check.check(board.views(), setting(judged)));
            }
        }
        return findings;
    }

    /** A Prometheus that has loaded metrics.om, and scrapes nothing. */
    private static PrometheusServer stored() throws Exception {
        Optional<Path> program = PrometheusServer.find();
        assumeTrue(program.isPresent(), "prometheus is not on the path: the dashboards' queries were not asked");
        Path data = Files.createTempDirectory(folder, "stored-");
        Path log = data.resolve("promtool.log");
        Process promtool = new ProcessBuilder(
                        program.get().resolveSibling("promtool").toString(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        out.resolve("metrics.om").toString(),
                        data.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(promtool.waitFor()).as(Files.readString(log)).isZero();
        Path configuration = Files.writeString(data.resolve("prometheus.yml"), "scrape_configs: []\n");
        return PrometheusServer.start(program.get(), configuration, data);
    }

    @Test
    void prometheusSeesWhichTrialEverySampleIsOf() throws Exception {
        assumeTrue(prometheus.isPresent(), "prometheus is not on the path");
        var trialById = new HashMap<String, String>();
        for (JsonNode trial : trials()) {
            JsonNode condition = trial.get("condition");
            trialById.put(
                    trial.get("id").asString(),
                    condition.get("experiment").asString() + " "
                            + condition.get("target").asString());
        }
        var seenTwice = new TreeSet<String>();

        long seconds = Duration.between(startedAt, endedAt).toSeconds();
        for (JsonNode series : ask("count_over_time(process_uptime_seconds[" + seconds + "s])")) {
            JsonNode labels = series.get("metric");
            assertThat(labels.path("run").asString())
                    .isEqualTo(JSON.readTree(Files.readString(out.resolve("run.json")))
                            .path("id")
                            .asString());
            assertThat(trialById)
                    .containsEntry(
                            labels.path("trial").asString(),
                            labels.path("experiment").asString() + " "
                                    + labels.path("target").asString());
            assertThat(labels.path("instance").asString()).startsWith("127.0.0.1:");
            if (series.get("value").get(1).asInt() >= 2) {
                seenTwice.add(labels.path("process").asString());
            }
        }

        assertThat(seenTwice).containsAll(TARGETS).contains("upstream");
    }

    /** An instant query's result, at the run's end. */
    private static JsonNode ask(String query) throws Exception {
        URI question = prometheus
                .orElseThrow()
                .base()
                .resolve("/api/v1/query?time=%s&query=%s"
                        .formatted(endedAt, URLEncoder.encode(query, StandardCharsets.UTF_8)));
        try (var client = HttpClient.newHttpClient()) {
            String answer = client.send(HttpRequest.newBuilder(question).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return JSON.readTree(answer).get("data").get("result");
        }
    }

    /** A claim's figures, with those of targets that it does not speak of. */
    private static List<JsonNode> evidence(String claim, String quantity) throws Exception {
        return JSON.readTree(Files.readString(out.resolve("verdicts.json")))
                .get("verdicts")
                .valueStream()
                .filter(verdict -> verdict.get("claim").asString().equals(claim))
                .flatMap(verdict -> Stream.concat(
                        verdict.get("evidence").valueStream(),
                        verdict.path("beside").valueStream()))
                .filter(row -> row.get("quantity").asString().equals(quantity))
                .toList();
    }

    private static List<JsonNode> trials() throws Exception {
        var trials = new ArrayList<JsonNode>();
        try (var folders = Files.list(out.resolve("trials"))) {
            for (Path trial : folders.sorted().toList()) {
                trials.add(JSON.readTree(Files.readString(trial.resolve("trial.json"))));
            }
        }
        return trials;
    }

    private static Path copy(String name) throws Exception {
        Path copy = folder.resolve(name);
        try (var walk = Files.walk(out)) {
            for (Path file : walk.toList()) {
                Files.copy(file, copy.resolve(out.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static List<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
