package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.cite.Bundle.Options;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One response time is another in the data, and all that is made from it is another too: what programs read, what is cited, what is archived. */
class ChangedDatumTest {
    /** Whatever an archive has that shows the ratio of Q01, which is 3.00 or 1.50. */
    private static final List<String> FIGURES = List.of(
            "run/report/report.en.html",
            "run/report/report.zh-CN.html",
            "run/report/report.en.md",
            "run/report/report.zh-CN.md",
            "run/report/report.en.tex",
            "run/report/report.zh-CN.tex",
            "run/report/report.json",
            "run/report/sheets/D0.en.html",
            "run/report/sheets/D0.zh-CN.md",
            "run/report/tables/Q01-figures.en.csv",
            "run/verdicts.json");

    /** Whatever it has that shows the verdict, or other figures that hang on it. */
    private static final List<String> OTHERS = List.of(
            "README.md",
            "citation.txt",
            "zenodo.json",
            "run/report/evidence.csv",
            "run/report/latencies.csv",
            "run/report/figures/speedups.en.svg",
            "run/report/figures/ratios-Q01.en.svg",
            "run/report/figures/latency-fanout.en.svg",
            "run/report/figures/speedups.csv",
            "run/report/figures/ratios-Q01.csv",
            "run/report/figures/latency-fanout.csv");

    /** What cites the run as a whole, and names its data alone. */
    private static final List<String> IDS = List.of("citation.bib", "citation.csl.json");

    @TempDir
    private Path folder;

    @Test
    void changedDatumMovesInAllThatAnArchiveHas() throws IOException {
        Archived before = archived("before", 300);
        Archived after = archived("after", 150);

        assertThat(after.files.keySet()).isEqualTo(before.files.keySet());
        for (String name : FIGURES) {
            assertThat(before.text(name)).as(name).containsPattern("3\\.00?\\D").doesNotContainPattern("1\\.50?\\D");
            assertThat(after.text(name)).as(name).containsPattern("1\\.50?\\D");
        }
        for (String name : OTHERS) {
            assertThat(after.text(name)).as(name).isNotEqualTo(before.text(name));
        }
        assertThat(after.id).isNotEqualTo(before.id);
        for (String name : IDS) {
            assertThat(before.files.get(name)).as(name).contains(before.id);
            assertThat(after.files.get(name)).as(name).contains(after.id);
        }
    }

    @Test
    void changedDatumMovesInACitationOfItsClaim() throws IOException {
        Citing before = Citing.of(stored("before", 300), "Q01", List.of()).orElseThrow();
        Citing after = Citing.of(stored("after", 150), "Q01", List.of()).orElseThrow();

        assertThat(before.verdict()).isEqualTo("SUPPORTED");
        assertThat(after.verdict()).isEqualTo("CONTRADICTED");
        assertThat(texts(before)).allSatisfy(text -> assertThat(text).contains("3.00"));
        assertThat(texts(after)).allSatisfy(text -> assertThat(text).contains("1.50"));
        assertThat(after.id()).isNotEqualTo(before.id());
    }

    private static List<String> texts(Citing citing) {
        return List.of(
                citing.sentence().en(),
                citing.sentence().zh(),
                citing.bibtex(),
                citing.csl().toString());
    }

    /** What an archive has, by the file's name, and the id of its data. */
    private record Archived(String id, Map<String, String> files) {
        /** Without the id, which alone would make it differ, and without the style, which has such numbers too. */
        private String text(String name) {
            String hex = id.replaceFirst(".*:", "");
            assertThat(files).containsKey(name);
            return files.getOrDefault(name, "")
                    .replaceAll("(?s)<style>.*?</style>", "")
                    .replace(hex, "")
                    .replace(hex.substring(0, 12), "")
                    .replace(hex.substring(0, 8), "");
        }
    }

    private Archived archived(String name, double serialMillis) throws IOException {
        Path archive = folder.resolve(name + ".zip");
        Bundle.Written written =
                Bundle.write(stored(name, serialMillis), new Options("0.1.0", "4567def", false, List.of()), archive);
        var files = new TreeMap<String, String>();
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                files.put(
                        entry.getName().replaceFirst("^[^/]*/", ""),
                        new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new Archived(written.id(), files);
    }

    private Path stored(String name, double serialMillis) throws IOException {
        var trial = new MadeUpTrial().answered("serial", serialMillis).answered("concurrent", 100);
        Path dir = folder.resolve(name);
        new MadeUpRun()
                .measured("fanout", "event-loop", trial, trial, trial)
                .writeTo(dir, List.of("Q01"), List.of("event-loop"));
        return dir;
    }
}
