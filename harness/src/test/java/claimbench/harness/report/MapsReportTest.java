package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Maps in a run's folder: data, figure, table, sentence. */
class MapsReportTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    @TempDir
    Path dir;

    @BeforeEach
    void report() throws IOException {
        var run = new MadeUpRun();
        for (String target : MadeUpRun.TARGETS) {
            for (double noise : new double[] {0.999, 1, 1.001}) {
                run.measured("calls", target, MadeUpTrial.calls(noise));
            }
        }
        run.writeTo(dir, List.of("Q05", "A01"), MadeUpRun.TARGETS);
        StoredRun stored = StoredRun.load(dir);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);
    }

    @Test
    void dataHaveEveryPointWithItsIntervalTheoryAndRange() throws IOException {
        JsonNode map = json("maps.json").at("/maps/0");

        assertThat(map.at("/claim").asString()).isEqualTo("Q05");
        assertThat(map.at("/ruling").asString()).isEqualTo("QUALIFIED");
        assertThat(map.at("/axis/zh").asString()).isEqualTo("并发调用数");
        assertThat(map.at("/lines").size()).isEqualTo(4);
        JsonNode point = map.at("/lines/0/points/1");
        assertThat(point.at("/x").asInt()).isEqualTo(3);
        assertThat(point.at("/low").asDouble()).isLessThan(3.05);
        assertThat(point.at("/high").asDouble()).isGreaterThan(3.05);
        assertThat(point.at("/theory").asDouble()).isEqualTo(3);
        assertThat(point.at("/expectedHigh").asDouble()).isEqualTo(5);
        assertThat(point.at("/state").asString()).isEqualTo("holds");
        assertThat(map.at("/lines/0/region")
                        .valueStream()
                        .map(stretch -> stretch.at("/state").asString()))
                .containsExactly("fails", "holds", "fails");
    }

    @Test
    void whatIsNotAsTheorySaysIsFlaggedWithItsCause() throws IOException {
        JsonNode map = json("maps.json").at("/maps/0");

        assertThat(map.at("/departures").size()).isEqualTo(4);
        assertThat(map.at("/departures/0/x").asInt()).isEqualTo(50);
        assertThat(map.at("/departures/0/open").asBoolean()).isFalse();
        assertThat(map.at("/departures/0/cause/zh").asString()).contains("阿姆达尔定律");
        assertThat(map.at("/fits/0/law").asString()).isEqualTo("AMDAHL");
        assertThat(map.at("/fits/0/rSquared").asDouble()).isGreaterThan(0.98);
        assertThat(map.at("/fits/0/sigma/low").asDouble())
                .isLessThan(map.at("/fits/0/sigma/high").asDouble());
        assertThat(Files.readString(dir.resolve("report/report.en.md")))
                .contains(
                        "- Beside theory: 4 of 16 points are further than 3 % from theory: platform-threads (equal latencies,"
                                + " k = 50) by -8.0 %: what each call does one at a time")
                .contains("Amdahl's law on event-loop: σ = ");
    }

    @Test
    void verdictHasTheSentenceInBothLanguages() throws IOException {
        JsonNode verdict = json("verdicts.json").at("/verdicts/0");

        assertThat(verdict.at("/reason").asString())
                .isEqualTo(
                        "Equal latencies: holds from k = 3 to k = 5 (3.05–4.90), does not hold at k = 1 (1.00) and at"
                                + " k = 50 (46.0).");
        assertThat(verdict.at("/maps/0/zh").asString()).startsWith("等长延迟：成立：k = 3 至 k = 5（3.05–4.90）");
    }

    @Test
    void tableOfPointsIsALineEach() throws IOException {
        assertThat(Files.readString(dir.resolve("report/maps.csv")).lines()).hasSize(1 + 4 * 4);
    }

    @Test
    void pageHasTheFigureTheTableAndTheSentences() throws IOException {
        String page = Files.readString(dir.resolve("report/report.en.md"));

        assertThat(page)
                .contains("| [Q05](#Q05) several model APIs at once | D")
                .contains("](figures/map-Q05-number-of-calls.en.svg)")
                .containsPattern("Q05: where is it true\\?[^\\n]*\\. Equal latencies: holds from k = 3 to k = 5")
                .contains("| calls at once | theory | platform-threads | virtual-threads | event-loop | reactive |")
                .contains("| 3 | 3.00 | **3.05 (")
                .contains("| 50 | 50.0 | 46.0 (")
                .contains("Bold: the claim holds there.");
        assertThat(page).contains("Advice, which nothing can measure: [A01](#A01) recommended deadlines.");
        assertThat(Files.readString(dir.resolve("report/report.zh-CN.md")))
                .contains("等长延迟：成立", "| 并发调用数 | 理论值 | platform-threads |");
    }

    @Test
    void targetBesideAClaimHasItsPointsAndNoMarkOfAJudgement() throws IOException {
        Path folder = dir.resolve("beside");
        var run = new MadeUpRun().asked("event-loop", "platform-threads");
        for (int round = 1; round <= 3; round++) {
            for (String target : List.of("event-loop", "platform-threads")) {
                run.measured("users-200", target, users(200, 200)).measured("in-flight", target, users(1_050, 500));
            }
        }
        run.writeTo(folder, List.of("Q13"), List.of("event-loop", "platform-threads"));
        StoredRun stored = StoredRun.load(folder);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);

        JsonNode lines = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("maps.json")))
                .at("/maps/0/lines");
        assertThat(lines.at("/0/target").asString()).isEqualTo("event-loop");
        assertThat(lines.at("/0/judged").asBoolean()).isTrue();
        assertThat(lines.at("/0/region").size()).isPositive();
        assertThat(lines.at("/1/target").asString()).isEqualTo("platform-threads");
        assertThat(lines.at("/1/judged").asBoolean()).isFalse();
        assertThat(lines.at("/1/points").size()).isEqualTo(2);
        assertThat(lines.at("/1/region").size()).isZero();
        String page = Files.readString(folder.resolve("report/report.en.md"));
        String row = page.lines()
                .dropWhile(line -> !line.contains("| event-loop | platform-threads (not judged) |"))
                .skip(2)
                .findFirst()
                .orElseThrow();
        assertThat(row.split("\\|", -1)[3]).as("event-loop").contains("**");
        assertThat(row.split("\\|", -1)[4])
                .as("platform-threads")
                .containsPattern("\\d")
                .doesNotContain("**", "?");
        assertThat(Files.readString(folder.resolve("report/figures/map-Q13-users-served.csv")))
                .contains("platform-threads", "NOT_JUDGED");
    }

    @Test
    void readersOfAThroughputRatioAreToldThatItIsOfWaitsUnderWay() throws IOException {
        Path folder = dir.resolve("crowds");
        new MadeUpRun()
                .asked("event-loop")
                .measured("users-10", "event-loop", users(10, 200))
                .measured(
                        "users-10-one-at-a-time",
                        "platform-threads",
                        users(1, 200).asks("wait", Map.of("ms", "200"), 10, "--pool", "1"))
                .measured("in-flight", "event-loop", users(1_050, 500))
                .writeTo(folder, List.of("Q04"), List.of("event-loop"));
        StoredRun stored = StoredRun.load(folder);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);

        assertThat(Files.readString(folder.resolve("report/report.en.md")))
                .contains(
                        "- Throughput ratio: of waits under way at once, that is, answers a second times the wait asked for (Little's law)")
                .contains(
                        "These points asked for 200 ms and 500 ms; what they are compared with may have asked for another.");
        assertThat(Files.readString(folder.resolve("report/report.zh-CN.md")))
                .contains("- 吞吐量之比：所比的是同时进行的等待数", "所求的等待为 200 ms、500 ms");
        assertThat(Files.readString(dir.resolve("report/report.en.md")))
                .as("speed-ups are of response times")
                .doesNotContain("waits under way");
    }

    /** All of whom get their answers in time, in a window of two seconds. */
    private static MadeUpTrial users(int users, int ms) {
        return new MadeUpTrial()
                .asks("wait", Map.of("ms", Integer.toString(ms)), users)
                .answered("wait", ms, users * 2_000L / ms);
    }

    @Test
    void figureIsTheSameEachTime() throws IOException {
        Path figure = dir.resolve("report/figures/map-Q05-number-of-calls.en.svg");
        String first = Files.readString(figure);
        StoredRun stored = StoredRun.load(dir);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);

        assertThat(first).contains("<svg").hasSizeGreaterThan(5_000);
        assertThat(Files.readString(figure)).isEqualTo(first);
    }

    private JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(dir.resolve(file)));
    }
}
