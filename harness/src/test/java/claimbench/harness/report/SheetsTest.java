package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.TryIt;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.Link;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SheetsTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final List<String> ALL =
            CATALOGUE.claims().stream().map(Claim::id).toList();
    private static final Say ENGLISH = new Say(Language.ENGLISH);
    private static final Say CHINESE = new Say(Language.CHINESE);

    @TempDir
    private static Path folder;

    private static List<Verdict> verdicts = List.of();

    @BeforeAll
    static void judge() throws IOException {
        verdicts = judged("whole", MadeUpRun.quick().ranAsExpected("event-loop", CATALOGUE), ALL);
    }

    @ParameterizedTest
    @EnumSource
    void sheetHasEveryStatementOfItsDocumentAndNoOther(Language language) {
        for (String document : CATALOGUE.documents().keySet()) {
            List<String> claims = CATALOGUE.claims().stream()
                    .filter(claim -> claim.citations().stream()
                            .anyMatch(citation -> citation.document().equals(document)))
                    .map(Claim::id)
                    .toList();

            assertThat(table(document, new Say(language)).rows())
                    .extracting(row -> row.getFirst().content().getFirst().text())
                    .containsExactlyElementsOf(claims)
                    .isNotEmpty();
        }
    }

    @Test
    void rowHasSectionStatementVerdictReasonAndWhatToTry() {
        List<String> row = row("Q01", "D0", ENGLISH);

        assertThat(row.get(0)).isEqualTo("Q01 4.3");
        assertThat(row.get(1)).startsWith("3 equal calls at once: Three calls that wait equally long");
        assertThat(row.get(2))
                .startsWith("Supported. Holds on platform-threads, ")
                .endsWith(", expected 2.7 to 3.3.");
        assertThat(row.get(3))
                .startsWith("Send three calls")
                .endsWith(" curl '127.0.0.1:8080/fanout?calls=3&mode={serial,concurrent}&ms=1000'");
        // What most rows need stands above them, and what is another one in its row.
        assertThat(row("Q09", "D1", ENGLISH).get(3))
                .contains(" ./claimbench serve platform-threads -- --pool 40, then ./claimbench load wait ");
        assertThat(row("Q01", "D1", ENGLISH).getFirst()).isEqualTo("Q01 卡片3");
        assertThat(row("Q01", "D0", CHINESE).get(2)).startsWith("成立。在 platform-threads、");
    }

    @Test
    void sheetIsMadeFromTheVerdicts() throws IOException {
        var slow = new MadeUpRun();
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 200);
        MadeUpRun.TARGETS.forEach(target -> slow.measured("fanout", target, trial, trial, trial));

        List<Verdict> others = judged("slow", slow, List.of("Q01"));

        assertThat(row(table("D0", ENGLISH, others), "Q01").get(2))
                .startsWith("Contradicted. Does not hold on ")
                .contains("1.50");
    }

    @Test
    void statementThatTheRunWasNotAskedForIsThereAllTheSame() throws IOException {
        List<Verdict> some = judged("some", MadeUpRun.quick(), List.of("Q01"));

        assertThat(row(table("D0", ENGLISH, some), "Q02").get(2)).isEqualTo("This run was not asked.");
        assertThat(Sheets.of(some, CATALOGUE, "run"))
                .containsOnlyKeys(
                        "sheets/D0.en.html",
                        "sheets/D0.en.md",
                        "sheets/D0.zh-CN.html",
                        "sheets/D0.zh-CN.md",
                        "sheets/D1.en.html",
                        "sheets/D1.en.md",
                        "sheets/D1.zh-CN.html",
                        "sheets/D1.zh-CN.md",
                        "sheets/D3.en.html",
                        "sheets/D3.en.md",
                        "sheets/D3.zh-CN.html",
                        "sheets/D3.zh-CN.md");
    }

    @Test
    void claimLeadsToItsPlaceInTheReport() {
        assertThat(table("D0", CHINESE).rows().getFirst().getFirst().content().getFirst())
                .isEqualTo(new Link("Q01", "../report.zh-CN.html#Q01"));
    }

    @Test
    void reasonThatIsTooLongEndsBetweenTwoClauses() {
        String clause = "does not hold on platform-threads (p99 5.77; expected at most 1.5)";
        assertThat(SheetPage.shortened("Holds on event-loop; " + (clause + "; ").repeat(3), 150, ENGLISH))
                .isEqualTo("Holds on event-loop; " + clause + " …");
        assertThat(SheetPage.shortened(
                        "Holds for 'this, and that' on event-loop: every line is as expected.", 60, ENGLISH))
                .isEqualTo("Holds for 'this, and that' on event-loop …");
        assertThat(SheetPage.shortened("Short.", 150, ENGLISH)).isEqualTo("Short.");
        assertThat(SheetPage.shortened(
                        "在 event-loop 上成立；" + "在 platform-threads 上不成立（5.77，预期至多 1.5）；".repeat(9), 150, CHINESE))
                .isEqualTo("在 event-loop 上成立；在 platform-threads 上不成立（5.77，预期至多 1.5）……");
        assertThat(SheetPage.shortened("x".repeat(400), 150, ENGLISH)).endsWith("xxx …");
        assertThat(SheetPage.shortened(
                        "The interval straddles the edge on platform-threads (1.39 to 2.39) and more", 60, ENGLISH))
                .isEqualTo("The interval straddles the edge on platform-threads …");
    }

    /** Where few statements leave the room, nothing is cut. */
    @Test
    void sheetOfAShortDocumentHasWholeReasons() {
        assertThat(row("S03", "D3", ENGLISH).get(2))
                .contains("; does not hold for ")
                .doesNotContain("in the report");
    }

    /** What does not hold is what a class will ask about. */
    @Test
    void reasonInShortNamesTheCasesThatDoNotHold() {
        assertThat(row("S03", "D1", ENGLISH).get(2))
                .isEqualTo("Qualified. Does not hold for 'the task begins at the moment it is made'.");
    }

    /** A teacher who reads a sheet has no list of checks at hand. */
    @Test
    void reasonInShortSaysInWordsWhatFailed() throws IOException {
        var run = new MadeUpRun().asked("virtual-threads", "event-loop");
        for (double concurrent : new double[] {100, 110, 120}) {
            run.measured(
                    "fanout",
                    "virtual-threads",
                    new MadeUpTrial()
                            .answered("serial", 300)
                            .answered("concurrent", 100)
                            .found(TrustCheck.HARNESS_CPU, false, "1.75 % of a core, at most 1 % allowed"));
            run.measured(
                    "fanout",
                    "event-loop",
                    new MadeUpTrial().answered("serial", 300).answered("concurrent", concurrent));
        }
        Verdict open = judged("open", run, List.of("Q01")).getFirst();

        assertThat(SheetPage.inShort(open, ENGLISH))
                .contains("The harness itself took too much (HARNESS_CPU); an interval reaches across the edge of the"
                        + " expected range.");
        assertThat(SheetPage.inShort(open, CHINESE)).contains("测量工具自身开销过大（HARNESS_CPU）；区间跨过预期范围的边缘。");
        assertThat(TrustCheck.values())
                .extracting(TrustCheck::inShort)
                .doesNotHaveDuplicates()
                .allMatch(words -> words.matches("[^.]{10,60}"));
    }

    @Test
    void chineseSheetHasNoEnglishSentences() {
        for (String document : CATALOGUE.documents().keySet()) {
            for (List<Cell> row : table(document, CHINESE).rows()) {
                String words = row.stream()
                        .flatMap(cell -> cell.content().stream())
                        .filter(inline -> !(inline instanceof claimbench.harness.report.document.Code))
                        .map(Inline::text)
                        .collect(Collectors.joining("|"))
                        // What a program prints is quoted.
                        .replaceAll("“[^”]*”|'[^']*'", "");
                assertThat(words).doesNotContainPattern("\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b");
            }
        }
    }

    /** A document of a user's own says nothing of classes, and its names come from anywhere. */
    @Test
    void documentOfAUserGetsASheetWithEscapedNames() throws IOException {
        Catalogue own = CATALOGUE.with("course.yaml", """
                document: {id: "X/1", title: "<b>mine</b>", file: course.md}
                claims:
                  - id: X01
                    title: "<i>twice</i>"
                    restatement: Two calls at once take half the time.
                    citations: [{document: "X/1", section: "<3>"}]
                    experiment: fanout
                    cases:
                      - label: a call and one twice as long
                        measures:
                          - quantity: speedup
                            baseline: unequal-serial
                            treatment: unequal-concurrent
                            expected: {low: 1.8, high: 2.2, reason: My course says twice.}
                            theory: {value: 1.5, formula: Σ/max, source: my course}
                """);
        Path dir = Files.createDirectories(folder.resolve("own"));
        MadeUpRun.quick().writeTo(dir, List.of("X01"), MadeUpRun.TARGETS);

        var files = Sheets.of(Judge.judge(StoredRun.load(dir), own), own, "run");

        assertThat(files.keySet()).allMatch(name -> name.matches("sheets/x[A-Za-z0-9.-]+\\.(en|zh-CN)\\.(html|md)"));
        assertThat(files.values().iterator().next())
                .contains("&lt;b&gt;mine&lt;/b&gt;", "&lt;i&gt;twice&lt;/i&gt;", "&lt;3&gt;")
                .doesNotContain("<b>mine", "<i>twice");
    }

    @ParameterizedTest
    @EnumSource
    void everySheetFitsOnAPageWithLettersThatCanBeRead(Language language) {
        for (String document : CATALOGUE.documents().keySet()) {
            Document sheet =
                    SheetPage.of(document, verdicts, CATALOGUE, "20261120T101500Z-standard", new Say(language));

            assertThat(SheetPrint.points(sheet)).as(document).isGreaterThan(SheetPrint.SMALLEST);
        }
    }

    @Test
    void everyClaimHasSomethingToTry() {
        assertThat(CATALOGUE.claims()).allSatisfy(claim -> {
            Text words = Objects.requireNonNull(claim.tryIt()).words();
            assertThat(words.en()).isNotBlank();
        });
        assertThat(CATALOGUE.claims())
                .extracting(Claim::tryIt)
                .extracting(TryIt::words)
                .doesNotHaveDuplicates();
    }

    private static List<String> row(String claim, String document, Say say) {
        return row(table(document, say), claim);
    }

    private static List<String> row(TableBlock table, String claim) {
        return table.rows().stream()
                .filter(row -> row.getFirst().content().getFirst().text().equals(claim))
                .findFirst()
                .orElseThrow()
                .stream()
                .map(cell -> cell.content().stream().map(Inline::text).collect(Collectors.joining()))
                .toList();
    }

    private static TableBlock table(String document, Say say) {
        return table(document, say, verdicts);
    }

    private static TableBlock table(String document, Say say, List<Verdict> those) {
        return SheetPage.of(document, those, CATALOGUE, "run", say)
                .tables()
                .findFirst()
                .orElseThrow();
    }

    private static List<Verdict> judged(String name, MadeUpRun made, List<String> claims) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        made.writeTo(dir, claims, MadeUpRun.TARGETS);
        return Judge.judge(StoredRun.load(dir), CATALOGUE);
    }
}
