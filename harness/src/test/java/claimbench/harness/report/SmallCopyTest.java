package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Language;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmallCopyTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final Pattern FIGURE = Pattern.compile("src=\"(figures/[^\"]+)\"");

    @TempDir
    Path folder;

    @Test
    void copyHasWhatPeopleReadAndNoRawData() throws IOException {
        Path copy = copy();

        assertThat(copy.resolve(RunFiles.ENVIRONMENT)).exists();
        assertThat(copy.resolve(Report.VERDICTS)).exists();
        for (Language language : Language.values()) {
            assertThat(copy.resolve(Report.FOLDER).resolve(Report.html(language)))
                    .exists();
            assertThat(copy.resolve(Report.FOLDER).resolve(Report.markdown(language)))
                    .exists();
        }
        assertThat(copy.resolve(Report.FOLDER).resolve(Report.FIGURES)).isNotEmptyDirectory();
        assertThat(copy.resolve(Report.FOLDER).resolve("sheets/D4.zh-CN.html")).exists();
        assertThat(copy.resolve(RunFiles.TRIALS)).doesNotExist();
        assertThat(copy.resolve(Report.TRUST)).doesNotExist();
        assertThat(copy.resolve(Report.FOLDER).resolve(Report.LATENCIES_CSV)).doesNotExist();
    }

    /** A report's page has its figures in it; the copy has them beside its pages anyway. */
    @ParameterizedTest
    @EnumSource
    void figuresStandBesideThePagesAndAreLinked(Language language) throws IOException {
        Path report = copy().resolve(Report.FOLDER);
        String whole = Files.readString(folder.resolve("run/report").resolve(Report.html(language)));
        String page = Files.readString(report.resolve(Report.html(language)));

        assertThat(page).doesNotContain("data:image");
        List<String> linked =
                FIGURE.matcher(page).results().map(link -> link.group(1)).toList();
        assertThat(linked)
                .isNotEmpty()
                .hasSize(whole.split("<figure ", -1).length - 1)
                .allSatisfy(name -> assertThat(report.resolve(name)).isRegularFile());
        assertThat(page.replaceAll(FIGURE.pattern(), "")).isEqualTo(whole.replaceAll("src=\"data:[^\"]*\"", ""));
    }

    @Test
    void firstPageHasEveryVerdictWithItsReason() throws IOException {
        List<String> lines = Files.readAllLines(copy().resolve("README.md"));

        assertThat(lines)
                .contains("# Run 20261120-000000-quick")
                .anyMatch(line ->
                        line.startsWith("| Q01 | 3 equal calls at once | SUPPORTED | Holds on platform-threads,")
                                && line.endsWith(", expected 2.7 to 3.3. |"))
                .anyMatch(line -> line.startsWith(
                        "| Q13 | 1,000 requests in flight | QUALIFIED | Holds on virtual-threads and event-loop"))
                .anyMatch(line -> line.startsWith(
                                "What an event loop does, shown by programs: S01 calling runs nothing (SUPPORTED")
                        && line.contains("; S20 "))
                .anyMatch(line ->
                        line.startsWith("Advice, which nothing can measure: A01 recommended deadlines (NOT TESTABLE)"));
    }

    @Test
    void overviewIsInChineseToo() throws IOException {
        VerdictsFile verdicts = RunFiles.read(copy().resolve(Report.VERDICTS), VerdictsFile.class);

        List<String> lines = Overview.lines(verdicts, CATALOGUE, true);

        assertThat(Files.readAllLines(folder.resolve("copy/README.zh-CN.md")))
                .contains("# 运行 20261120-000000-quick")
                .containsAll(lines);
        assertThat(lines)
                .startsWith("| 论断 | 内容 | 判定 | 理由 |")
                .anyMatch(line -> line.startsWith("| Q01 | 三个相同的调用同时进行 | 成立 | 在 platform-threads、")
                        && line.endsWith("，预期 2.7 至 3.3。 |"))
                .anyMatch(line -> line.startsWith("| Q13 | 一千个请求同时处理 | 有条件成立 | "))
                .anyMatch(line -> line.startsWith("由程序展示的事件循环的行为：S01 调用并不执行（成立"))
                .anyMatch(line -> line.startsWith("属于建议、无法测量的：A01 推荐的超时时间（无法检验）；A02 "));
        assertThat(String.join("\n", lines)).doesNotContainPattern("\\b[a-z]{3,} [a-z]{3,} [a-z]{3,}\\b");
    }

    /** Other verdicts make another page: nothing of it is written by hand. */
    @Test
    void pageIsMadeFromTheVerdicts() throws IOException {
        Path copy = copy();
        VerdictsFile verdicts = RunFiles.read(copy.resolve(Report.VERDICTS), VerdictsFile.class);
        VerdictsFile.Entry first = verdicts.verdicts().getFirst();
        var other = new VerdictsFile(
                verdicts.schema(),
                verdicts.run(),
                List.of(new VerdictsFile.Entry(
                        first.claim(),
                        "CONTRADICTED",
                        first.basis(),
                        first.level(),
                        "Does not hold | anywhere.",
                        List.of(),
                        List.of(),
                        first.evidence(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null)));

        assertThat(Overview.lines(other, CATALOGUE))
                .endsWith("| Q01 | 3 equal calls at once | CONTRADICTED | Does not hold \\| anywhere. |")
                .hasSize(3);
    }

    private Path copy() throws IOException {
        Path dir = folder.resolve("run");
        MadeUpRun.quick()
                .ranAsExpected("event-loop", CATALOGUE)
                .writeTo(dir, CATALOGUE.claims().stream().map(Claim::id).toList(), MadeUpRun.TARGETS);
        StoredRun run = StoredRun.load(dir);
        List<Verdict> verdicts = Judge.judge(run, CATALOGUE);
        Report.write(run, verdicts, CATALOGUE);
        Path copy = folder.resolve("copy");
        SmallCopy.write(run, CATALOGUE, copy);
        return copy;
    }
}
