package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCitationTest {
    @TempDir
    private Path folder;

    private Path run = Path.of("");

    @BeforeEach
    void storeARun() throws IOException {
        run = StoredRuns.quick(folder.resolve("run"));
    }

    @Test
    void runWithoutATimeIsDamaged() throws IOException {
        replace("2026-11-20T00:00:00Z", "yesterday");

        assertThatThrownBy(this::citation)
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining("run.json: is damaged: 'yesterday' is no time");
    }

    @Test
    void sentenceSaysWhoMeasuredWhatWhenAndWhere() throws IOException {
        RunCitation citation = citation();

        assertThat(citation.sentence(null).en())
                .isEqualTo(
                        "claimbench 0.1.0, run 20261120-000000-quick of 20 November 2026 (a made-up processor, 2 cores,"
                                + " JDK 25, profile quick; data " + citation.id()
                                + "): of 7 claims, 6 SUPPORTED, 1 QUALIFIED.");
        assertThat(citation.sentence(null).zh())
                .isEqualTo(
                        "claimbench 0.1.0，运行 20261120-000000-quick（2026 年 11 月 20 日，a made-up processor，2 核，JDK 25，quick"
                                + " 档；数据 " + citation.id() + "）：共 7 条论断，其中 6 条成立，1 条有条件成立。");
    }

    @Test
    void sentenceOnAClaimHasItsFigures() throws IOException {
        RunCitation citation = citation();
        Verdict first = citation.verdicts().getFirst();

        assertThat(citation.sentence(first).en())
                .contains("): claim Q01 (", ") is SUPPORTED: ", "expected 2.7 to 3.3.")
                .doesNotContain("\n", "..")
                .endsWith(".");
        assertThat(citation.sentence(first).zh())
                .contains("）：论断 Q01（", "）判定为“成立”：", "预期 2.7 至 3.3。")
                .doesNotContain("\n", "。。");
    }

    @Test
    void severalReasonsAreOneSentence() throws IOException {
        run = folder.resolve("one-trial");
        new MadeUpRun()
                .measured(
                        "fanout",
                        "event-loop",
                        new MadeUpTrial().answered("serial", 300).answered("concurrent", 100))
                .writeTo(run, List.of("Q01"), List.of("event-loop"));
        RunCitation citation = citation();

        assertThat(citation.sentence(citation.verdicts().getFirst()).en())
                .contains(
                        ") is INCONCLUSIVE: first answer: as expected on event-loop (speed-up 3.00",
                        "; there is one trial only")
                .doesNotContainPattern("[.;] [A-Z]");
    }

    @Test
    void bibtexHasWhatMeansSomethingToTexAsLetters() throws IOException {
        Path environment = run.resolve(RunFiles.ENVIRONMENT);
        Files.writeString(
                environment, Files.readString(environment).replace("a made-up processor", "100% {fast} C#_1 \\\\ & $"));
        Checksums.write(run);
        RunCitation citation = citation("Lovelace, Ada", "R&D");

        assertThat(citation.bibtex(null))
                .startsWith("@misc{claimbench-20261120-000000-quick-"
                        + citation.id().hex().substring(0, 8) + ",\n")
                .contains("author = {Lovelace, Ada and R\\&D}", "year = {2026}", "month = nov,")
                .contains("100\\% \\{fast\\} C\\#\\_1 \\textbackslash{} \\& \\$, 2 cores")
                .endsWith("\n}\n");
        assertThat(citation.bibtex(null).chars().filter(c -> c == '{').count())
                .isEqualTo(citation.bibtex(null).chars().filter(c -> c == '}').count());
    }

    @Test
    void withoutAuthorsTheProgramIsOne() throws IOException {
        assertThat(citation().bibtex(null)).contains("author = {{claimbench}}");
        assertThat(citation().csl(null).getFirst().get("author")).isEqualTo(List.of(Map.of("literal", "claimbench")));
    }

    @Test
    void cslItemHasWhatItsSchemaAsksFor() throws IOException {
        RunCitation citation = citation("Lovelace, Ada", "a group");
        Map<String, Object> item = citation.csl(citation.verdicts().getFirst()).getFirst();

        assertThat(item.keySet())
                .isSubsetOf("id", "type", "title", "author", "issued", "version", "number", "section", "note");
        assertThat(item.get("type")).isEqualTo("dataset");
        assertThat(item.get("section")).isEqualTo("Q01");
        assertThat(item.get("number")).isEqualTo(citation.id().toString());
        assertThat(item.get("issued")).isEqualTo(Map.of("date-parts", List.of(List.of(2026, 11, 20))));
        assertThat(item.get("author"))
                .isEqualTo(List.of(Map.of("family", "Lovelace", "given", "Ada"), Map.of("literal", "a group")));
    }

    @Test
    void entriesOfTwoClaimsHaveTwoKeys() throws IOException {
        RunCitation citation = citation();

        assertThat(citation.verdicts().stream()
                        .map(verdict -> citation.csl(verdict).getFirst().get("id"))
                        .distinct())
                .hasSize(7);
    }

    private RunCitation citation(String... authors) throws IOException {
        return RunCitation.of(Results.of(StoredRun.load(run)), PermanentId.of(run), List.of(authors));
    }

    private void replace(String text, String other) throws IOException {
        Path record = run.resolve(RunFiles.RUN);
        Files.writeString(record, Files.readString(record).replace(text, other));
        Checksums.write(run);
    }
}
