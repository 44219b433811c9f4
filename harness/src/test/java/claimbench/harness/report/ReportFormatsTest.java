package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One way from the data to every format, in both languages. */
class ReportFormatsTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    /** Whatever shows a figure of Q01. */
    private static final List<String> FORMATS = List.of(
            "report.en.html",
            "report.zh-CN.html",
            "report.en.md",
            "report.zh-CN.md",
            "report.en.tex",
            "report.zh-CN.tex",
            "report.json",
            "sheets/D0.en.html",
            "sheets/D0.zh-CN.html",
            "sheets/D0.en.md",
            "sheets/D0.zh-CN.md",
            "tables/verdicts-measured.en.csv",
            "tables/verdicts-measured.zh-CN.csv",
            "tables/Q01-figures.en.csv",
            "tables/Q01-figures.zh-CN.csv");

    @TempDir
    Path folder;

    @Test
    void nameWithMarkupIsTextInEveryFormat() throws IOException {
        String hostile = "<img src=x onerror=alert(1)>\\input{x}|*b*";
        MadeUpTrial trial = new MadeUpTrial()
                .answered("serial", 300)
                .answered("concurrent", 100)
                .found(TrustCheck.GENERATOR_CPU, false, hostile);
        MadeUpRun run = new MadeUpRun()
                .measured("fanout", "event-loop", trial, trial, new MadeUpTrial().failedBecause(hostile));
        Map<String, String> files = report(run, folder.resolve("hostile"));

        for (String language : List.of("en", "zh-CN")) {
            assertThat(files.get("report." + language + ".html"))
                    .contains("&lt;img src=x onerror=alert(1)&gt;")
                    .doesNotContain("<img src=x");
            assertThat(files.get("report." + language + ".md"))
                    .contains("&lt;img src=x onerror=alert(1)>\\\\input{x}\\|\\*b\\*")
                    .doesNotContain("<img");
            assertThat(files.get("report." + language + ".tex"))
                    .contains("\\textbackslash{}input\\{x\\}\\textbar{}*b*")
                    .doesNotContain("\\input{x}");
        }
    }

    @Test
    void changedDatumMovesInEveryFormat() throws IOException {
        Map<String, String> before = report(fanOut(300), folder.resolve("before"));
        Map<String, String> after = report(fanOut(285), folder.resolve("after"));

        for (String name : FORMATS) {
            assertThat(before.get(name)).as(name).contains("3.00").doesNotContain("2.85");
            assertThat(after.get(name)).as(name).contains("2.85").doesNotContain("3.00");
        }
        assertThat(after.get("figures/speedups.en.svg")).isNotEqualTo(before.get("figures/speedups.en.svg"));
        assertThat(after.get("evidence.csv")).isNotEqualTo(before.get("evidence.csv"));
    }

    @Test
    void jsonHasEveryBlockOfBothLanguages() throws IOException {
        JsonNode json = JsonMapper.shared()
                .readTree(String.valueOf(
                        report(fanOut(300), folder.resolve("run")).get("report.json")));

        assertThat(json.propertyNames()).containsExactly("schema", "run", "en", "zh-CN");
        assertThat(json.get("run").asString()).isEqualTo("20261120-000000-quick");
        assertThat(json.at("/en/blocks").size())
                .isEqualTo(json.at("/zh-CN/blocks").size())
                .isGreaterThan(20);
        assertThat(json.at("/en/blocks/0/type").asString()).isEqualTo("Paragraph");
        assertThat(json.at("/en/blocks/0/content/0/text").asString()).isEqualTo("The question.");
        assertThat(json.at("/zh-CN/language").asString()).isEqualTo("zh-CN");
    }

    @Test
    void everyTableIsAFileAndEveryClaimHasItsPlace() throws IOException {
        Map<String, String> files = report(fanOut(300), folder.resolve("run"));

        for (String language : List.of("en", "zh-CN")) {
            String page = files.get("report." + language + ".html");
            var tables = Pattern.compile("<table id=\"([^\"]+)\"").matcher(String.valueOf(page));
            int count = 0;
            while (tables.find()) {
                assertThat(files).containsKey("tables/" + tables.group(1) + "." + language + ".csv");
                count++;
            }
            assertThat(count).isGreaterThan(3);
            assertThat(page).contains("<h2 id=\"Q01\">", "<a href=\"#Q01\">Q01</a>", "<h3 id=\"Q01-again\">");
        }
    }

    @Test
    void chinesePageIsInChinese() throws IOException {
        Map<String, String> files = report(fanOut(300), folder.resolve("run"));

        assertThat(files.get("report.zh-CN.md"))
                .contains("# 并发编程论断的实测检验", "**问题**。", "**成立**（类比）。", "| 预期 |", "## 结果可信吗？")
                .doesNotContain("Supported", "expected", "interval");
        assertThat(files.get("report.en.md")).contains("**Supported** (by analogy). ");
    }

    @Test
    void whatAnEarlierReportLeftBehindIsGoneAndNotesOfTheUserStay() throws IOException {
        Path dir = folder.resolve("run");
        report(fanOut(300), dir);
        Path report = dir.resolve("report");
        for (String left : List.of(
                "tables/Q99-figures.en.csv",
                "figures/map-Q99-x.zh-CN.svg",
                "figures/map-Q99-x.csv",
                "sheets/X9.zh-CN.html",
                "report.md",
                "speedups.svg")) {
            Files.writeString(report.resolve(left), "of an earlier report");
        }
        Files.writeString(report.resolve("notes.txt"), "mine");
        Files.writeString(report.resolve("tables/mine.xlsx"), "mine");
        Files.writeString(report.resolve("figures/mine.csv"), "mine");
        report(dir);

        assertThat(report.resolve("tables/Q99-figures.en.csv")).doesNotExist();
        assertThat(report.resolve("figures/map-Q99-x.zh-CN.svg")).doesNotExist();
        assertThat(report.resolve("figures/map-Q99-x.csv")).doesNotExist();
        assertThat(report.resolve("figures/mine.csv")).hasContent("mine");
        assertThat(report.resolve("sheets/X9.zh-CN.html")).doesNotExist();
        assertThat(report.resolve("report.md")).doesNotExist();
        assertThat(report.resolve("speedups.svg")).doesNotExist();
        assertThat(report.resolve("notes.txt")).hasContent("mine");
        assertThat(report.resolve("tables/mine.xlsx")).hasContent("mine");
        assertThat(report.resolve("tables/Q01-figures.en.csv")).exists();
    }

    @Test
    void addressesOfTheUsersServersStayOut() throws IOException {
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        Path dir = folder.resolve("run");
        new MadeUpRun()
                .running("mine", "http://10.1.2.3:9000")
                .measured("fanout", "mine", trial, trial)
                .writeTo(dir, List.of("Q01"), List.of("mine"));

        Map<String, String> files = report(dir);

        files.forEach((name, text) -> assertThat(text).as(name).doesNotContain("10.1.2.3"));
        assertThat(files.get("report.en.md")).contains("--target-url mine=ADDRESS");
    }

    @Test
    void figuresAreInThePageAndBesideItAndPngWhereAskedFor() throws IOException {
        Path dir = folder.resolve("run");
        Map<String, String> files = report(fanOut(300), dir);
        Path figures = dir.resolve("report/figures");

        assertThat(files.keySet())
                .contains("figures/speedups.en.svg", "figures/ratios-Q01.en.svg", "figures/latency-fanout.csv");
        assertThat(files.get("figures/ratios-Q01.csv"))
                .startsWith("figure,quantity,target,value,low,high,expectedLow,expectedHigh,theory\r\n")
                .containsPattern(",speedup,event-loop,(3|2\\.99|3\\.00)[0-9.]*,.*,2\\.7,3\\.3,3\\.0\r\n");
        assertThat(files.get("report.en.md")).contains("](figures/ratios-Q01.en.svg)");
        assertThat(files.get("report.en.html"))
                .contains("<figure id=\"figure-ratios-Q01\">")
                .contains(Base64.getEncoder().encodeToString(Files.readAllBytes(figures.resolve("ratios-Q01.en.svg"))));
        assertThat(files.keySet()).noneMatch(name -> name.endsWith(".png"));
        assumeThat(figures.resolve("speedups.zh-CN.svg"))
                .as("a font for Chinese")
                .exists();

        StoredRun stored = StoredRun.load(dir);
        int pngs = Report.writePng(stored, Judge.judge(stored, CATALOGUE));

        assertThat(pngs).isGreaterThanOrEqualTo(8);
        assertThat(figures.resolve("ratios-Q01.zh-CN.print.png")).isNotEmptyFile();
        assertThat(files.get("report.zh-CN.tex")).contains("{figures/ratios-Q01.zh-CN.print.png}");
    }

    private static MadeUpRun fanOut(double serialMillis) {
        MadeUpTrial trial = new MadeUpTrial().answered("serial", serialMillis).answered("concurrent", 100);
        return new MadeUpRun().measured("fanout", "event-loop", trial, trial, trial);
    }

    private static Map<String, String> report(MadeUpRun run, Path dir) throws IOException {
        run.writeTo(dir, List.of("Q01"), List.of("event-loop"));
        return report(dir);
    }

    private static Map<String, String> report(Path dir) throws IOException {
        StoredRun stored = StoredRun.load(dir);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);
        return files(dir);
    }

    private static Map<String, String> files(Path dir) throws IOException {
        var files = new TreeMap<String, String>();
        Path report = dir.resolve("report");
        try (var paths = Files.walk(report)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(report.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
