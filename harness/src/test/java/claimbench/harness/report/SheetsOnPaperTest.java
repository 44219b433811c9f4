package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.SearchPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sheet with the most statements, printed by a real browser: {@link SheetPrint} only estimates how the lines break. Skipped where there is
 * no Chromium.
 */
class SheetsOnPaperTest {
    /** For machines that are busy with other tests. */
    private static final long BOUND_MINUTES = 4;

    private static final String LONGEST = "D1";

    /** A page as Chromium writes it down, which compresses what is on it and nothing else. */
    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b(?!s)");

    /** How large letters are on paper, in points. */
    private static final Pattern LETTERS = Pattern.compile("@media print \\{\\s*body \\{ font-size: ([\\d.]+)pt");

    @Test
    void longestSheetIsOnePageInBothLanguagesInLettersThatAreEasyToRead(@TempDir Path folder) throws Exception {
        Optional<Path> browser = SearchPath.find("chromium");
        assumeTrue(browser.isPresent(), "no chromium, to print with");
        Catalogue catalogue = Catalogue.load();
        Path dir = Files.createDirectories(folder.resolve("run"));
        MadeUpRun.quick()
                .ranAsExpected("event-loop", catalogue)
                .writeTo(dir, catalogue.claims().stream().map(Claim::id).toList(), MadeUpRun.TARGETS);
        var sheets = Sheets.of(Judge.judge(StoredRun.load(dir), catalogue), catalogue, "20261120T101500Z-standard");

        for (String language : List.of("en", "zh-CN")) {
            String name = "sheets/" + LONGEST + "." + language + ".html";
            Path page = Files.writeString(folder.resolve(language + ".html"), sheets.getOrDefault(name, ""));

            Matcher letters = LETTERS.matcher(Files.readString(page));
            assertThat(letters.find()).as(name).isTrue();
            assertThat(Double.parseDouble(letters.group(1))).as(name).isGreaterThanOrEqualTo(7.5);
            assertThat(pages(print(browser.orElseThrow(), page, folder)))
                    .as(name)
                    .isEqualTo(1);
        }
    }

    private static Path print(Path browser, Path page, Path folder) throws Exception {
        Path printed = folder.resolve(page.getFileName() + ".pdf");
        Path log = folder.resolve("chromium.log");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless=new",
                        // Root, as in a container, has no sandbox; the page is our own.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-breakpad",
                        // Not in the folder that is removed afterwards: helpers of the browser may outlive it for a
                        // moment, and write there.
                        "--user-data-dir="
                                + Path.of("target", "chromium", String.valueOf(page.getFileName()))
                                        .toAbsolutePath(),
                        "--no-pdf-header-footer",
                        "--print-to-pdf=" + printed,
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        assertThat(printed).as(Files.readString(log)).exists();
        return printed;
    }

    private static long pages(Path printed) throws Exception {
        return PAGE.matcher(Files.readString(printed, StandardCharsets.ISO_8859_1))
                .results()
                .count();
    }
}
