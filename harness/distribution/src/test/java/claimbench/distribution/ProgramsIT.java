package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Claims that programs show, from the command line to the report. */
class ProgramsIT {
    private static final List<String> CLAIMS = List.of(
            "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10", "S11", "S12", "S13", "S14", "S15",
            "S16", "S17", "S18", "S19", "S20");

    /** Where the documents' words, taken literally, go too far. */
    private static final List<String> QUALIFIED = List.of("S03", "S06");

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path folder;

    private static Path out = Path.of("");

    @SuppressWarnings("NullAway.Init") // set before any test
    private static Product.Running run;

    private static int exitCode;

    @BeforeAll
    static void runOnce() {
        out = folder.resolve("run");
        run = Product.start(folder, "run", "--claims", String.join(",", CLAIMS), "--out", out.toString());
        exitCode = run.exitCode();
    }

    @Test
    void eachClaimHasItsVerdict() throws Exception {
        var expected = new TreeMap<String, String>();
        CLAIMS.forEach(claim -> expected.put(claim, QUALIFIED.contains(claim) ? "QUALIFIED" : "SUPPORTED"));

        var verdicts = new TreeMap<String, String>();
        for (JsonNode verdict : verdicts()) {
            verdicts.put(verdict.get("claim").asString(), verdict.get("verdict").asString());
        }

        assertThat(verdicts).as(run.printed()).isEqualTo(expected);
        assertThat(exitCode).as(run.printed()).isZero();
    }

    @Test
    void eachVerdictHasItsTraceTheSameOnEverySubject() throws Exception {
        boolean python = Files.exists(out.resolve("semantics/asyncio-1.json"));
        for (JsonNode verdict : verdicts()) {
            var traces = new TreeMap<String, Map<String, JsonNode>>();
            for (JsonNode row : verdict.get("traces")) {
                assertThat(row.get("runs").asInt()).isEqualTo(2);
                traces.computeIfAbsent(row.get("caseLabel").asString(), label -> new TreeMap<>())
                        .put(row.get("subject").asString(), row.get("trace"));
            }
            assertThat(traces).as(verdict.toPrettyString()).isNotEmpty();
            assertThat(traces.values()).allSatisfy(bySubject -> {
                assertThat(bySubject)
                        .containsOnlyKeys(python ? List.of("asyncio", "event-loop") : List.of("event-loop"));
                assertThat(bySubject.values().stream().distinct()).hasSize(1);
            });
            assertThat(verdict.get("basis").asString()).isEqualTo(python ? "direct" : "analogy");
        }
    }

    @Test
    void noServerIsStarted() throws Exception {
        assertThat(out.resolve("trials")).doesNotExist();
        assertThat(run.printed()).doesNotContain("trials (", "preparing generator");
        assertThat(JSON.readTree(Files.readString(out.resolve("run.json"))).get("targets"))
                .isEmpty();
    }

    @Test
    void reportGivesTheSameBytesFromTheStoredDataAlone() throws Exception {
        Map<String, String> before = made();
        Files.delete(out.resolve("verdicts.json"));

        Product.Running report = Product.start(folder, "report", out.toString());

        assertThat(report.exitCode()).as(report.printed()).isZero();
        assertThat(made()).isEqualTo(before);
        assertThat(before.get("report/report.en.md")).contains("3000 results [2, 6, 24]");
    }

    @Test
    void pythonThatIsNotFoundIsSaidAndTheRestIsShownByAnalogy() throws Exception {
        Path other = folder.resolve("without-python");

        Product.Running without = Product.startWithPath(
                folder, searchPathWithoutPython(), "run", "--claims", "S04", "--out", other.toString());

        assertThat(without.exitCode()).as(without.printed()).isZero();
        assertThat(without.printed()).contains("no CPython 3.11 or later (python3) was found", "by analogy");
        JsonNode verdict = JSON.readTree(Files.readString(other.resolve("verdicts.json")))
                .get("verdicts")
                .get(0);
        assertThat(verdict.get("verdict").asString()).isEqualTo("SUPPORTED");
        assertThat(verdict.get("basis").asString()).isEqualTo("analogy");
    }

    /** A folder with nothing but what the launcher itself needs. */
    private static Path searchPathWithoutPython() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sed", "dirname")) {
            for (String there : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
                Path file = Path.of(there, tool);
                if (Files.isExecutable(file) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), file);
                }
            }
        }
        return bin;
    }

    private static List<JsonNode> verdicts() throws Exception {
        return JSON.readTree(Files.readString(out.resolve("verdicts.json")))
                .get("verdicts")
                .valueStream()
                .toList();
    }

    /** What is made from the stored data, by name. */
    private static Map<String, String> made() throws Exception {
        var made = new TreeMap<String, String>();
        for (String name : List.of("verdicts.json", "report/report.en.md", "report/traces.csv", "trust.json")) {
            made.put(name, Files.readString(out.resolve(name)));
        }
        return made;
    }
}
