package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.run.SearchPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A report of everything, as pages: that all elements are closed and all links lead somewhere, what the Nu HTML checker says of them, what axe does where there is a Chromium, and
 * {@code xelatex} in the nightly profile ({@code claimbench.pages.whole}), where it is installed. The two checkers are on a class path of their own, which the build writes to a file.
 */
class PageCheckTest {
    private static final Path CHECKERS = Path.of("target", "page-checkers.classpath");
    private static final boolean WHOLE = Boolean.getBoolean("claimbench.pages.whole");

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^>]*)>");
    private static final Set<String> WITHOUT_END = Set.of("img", "link", "meta");
    private static final int RULES_MIN = 20;

    /** Tells the frame's page how wide it is, how many tables scroll, and what is wrong. */
    private static final String SIDEWAYS = """
            const wrong = [], page = document.scrollingElement, boxes = [...document.querySelectorAll('.table')];
            if (page.scrollWidth > page.clientWidth) wrong.push('page is ' + page.scrollWidth);
            const wide = boxes.filter(box => box.scrollWidth > box.clientWidth);
            for (const box of wide) {
                box.scrollLeft = box.scrollWidth;
                const first = box.querySelector('tbody tr > :first-child').getBoundingClientRect();
                const edge = box.getBoundingClientRect().left;
                if (Math.abs(first.left - edge) > 1 || first.width > box.clientWidth / 2)
                    wrong.push(box.querySelector('table').id + ' ' + first.left + ' ' + first.width);
            }
            const stacked = [...document.querySelectorAll('.words tbody tr')];
            for (const row of stacked) {
                const cells = [...row.children].filter(cell => cell.offsetHeight > 0);
                const tops = cells.map(cell => cell.offsetTop).sort((a, b) => a - b);
                const mark = row.querySelector('.mark');
                if (new Set(tops).size < tops.length || row.firstElementChild.offsetTop !== tops[0]
                        || mark && mark.offsetTop !== tops[1])
                    wrong.push('row ' + row.textContent);
            }
            parent.postMessage('width:' + innerWidth + ' looked:' + (wide.length + stacked.length) + ' ' + JSON.stringify(wrong), '*');
            """;

    @TempDir
    private static Path dir = Path.of("");

    @BeforeAll
    static void writeAReportOfEverything() throws IOException {
        Catalogue catalogue = Catalogue.load();
        MadeUpRun.quick()
                .ranAsExpected("event-loop", catalogue)
                .found(TrustCheck.CLOCK_SOURCE, State.PASSED, "tsc")
                .found(TrustCheck.FREQUENCY_GOVERNOR, State.UNKNOWN, "the kernel shows none for core 0")
                .found(TrustCheck.LOOPBACK_MTU, State.FAILED, "lo has 1500 & <nothing> else")
                .writeTo(dir, catalogue.claims().stream().map(Claim::id).toList(), MadeUpRun.TARGETS);
        StoredRun run = StoredRun.load(dir);
        Report.write(run, Judge.judge(run, catalogue), catalogue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.en.html", "report.zh-CN.html", "sheets/D1.en.html", "sheets/D1.zh-CN.html"})
    void everyElementIsClosedWhereItBegan(String page) throws IOException {
        String html = read(page);
        var open = new ArrayDeque<String>();
        Matcher tags = TAG.matcher(html.substring(html.indexOf("<html")));
        while (tags.find()) {
            if (!tags.group(1).isEmpty()) {
                assertThat(open.pop()).as(tags.group()).isEqualTo(tags.group(2));
            } else if (!WITHOUT_END.contains(tags.group(2))) {
                open.push(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.en.html", "report.zh-CN.html", "sheets/D1.en.html", "sheets/D1.zh-CN.html"})
    void linksLeadSomewhereAndNoIdIsThereTwice(String page) throws IOException {
        String html = read(page);
        List<String> ids = found(" id=\"([^\"]*)\"", html);

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(found("href=\"#([^\"]*)\"", html)).isNotEmpty().isSubsetOf(ids);
        assertThat(found("aria-labelledby=\"([^\"]*)\"", html)).isNotEmpty().isSubsetOf(ids);
        int level = 0;
        for (String next : found("<h([1-6])\\b", html)) {
            assertThat(Integer.parseInt(next)).as("no heading skips a level").isLessThanOrEqualTo(level + 1);
            level = Integer.parseInt(next);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void reportAndSheetsLeadToEachOther(String language) throws IOException {
        String report = read("report." + language + ".html");
        List<String> sheets = found("href=\"(sheets/[^\"]*)\"", report);

        assertThat(sheets)
                .hasSize(Catalogue.load().documents().size())
                .allSatisfy(sheet -> assertThat(
                                found("href=\"\\.\\./report\\." + language + "\\.html#([^\"]*)\"", read(sheet)))
                        .isNotEmpty()
                        .isSubsetOf(found(" id=\"([^\"]*)\"", report)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.en.html", "report.zh-CN.html", "sheets/D1.en.html", "sheets/D1.zh-CN.html"})
    void validatorFindsNothingWrong(String page) throws Exception {
        assumeThat(CHECKERS).as("what the build writes").exists();

        assertThat(run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Files.readString(CHECKERS),
                        "nu.validator.client.SimpleCommandLineValidator",
                        dir.resolve("report").resolve(page).toString()))
                .isEmpty();
    }

    private static String axe() throws IOException {
        for (String jar : Files.readString(CHECKERS).split(File.pathSeparator, -1)) {
            if (jar.contains("axe-core")) {
                try (var files = new ZipFile(jar)) {
                    return new String(
                            files.getInputStream(files.getEntry("axe.min.js")).readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new IOException("no axe-core in " + CHECKERS);
    }

    /** On a desk and on a phone, by day and by night. */
    @ParameterizedTest
    @CsvSource({
        "report.en.html, '1280,900', 1",
        "report.zh-CN.html, '1280,900', 0",
        "report.en.html, '390,844', 0",
        "report.zh-CN.html, '390,844', 1",
        "sheets/D1.en.html, '1280,900', 0",
        "sheets/D1.zh-CN.html, '390,844', 1"
    })
    void everybodyCanReadIt(String page, String window, int colours) throws Exception {
        assumeThat(CHECKERS).as("what the build writes").exists();
        var chromium = SearchPath.find("chromium");
        assumeThat(chromium).as("chromium").isPresent();
        Path checked = dir.resolve("report").resolve(page + ".axe.html");
        Files.writeString(
                checked,
                read(page)
                        .replace(
                                "</body>",
                                "<script>" + axe()
                                        + "</script><script>axe.run().then(found => document.title = 'axe:'"
                                        + " + found.passes.length + ':' + JSON.stringify(found.violations.map(one => one.id + ' '"
                                        + " + one.nodes.map(node => node.html.slice(0, 120)).slice(0, 3).join(' | '))) + ':end');"
                                        + "</script></body>"));

        String dom = dom(chromium.orElseThrow(), checked, window, colours);
        Files.delete(checked);
        Matcher found = Pattern.compile("<title>axe:(\\d+):(.*):end</title>").matcher(dom);

        assertThat(found.find())
                .as(dom.substring(0, Math.min(500, dom.length())))
                .isTrue();
        assertThat(Integer.parseInt(found.group(1)))
                .as("rules that were looked at")
                .isGreaterThan(RULES_MIN);
        assertThat(found.group(2)).isEqualTo("[]");
    }

    /**
     * In a frame that is as wide as a phone, since windows have a least width. A table that is too wide scrolls in its own box, and the first of its columns, which says what a
     * row is about, stays in sight and leaves half of the width to the others. In a table of words the cells of a row stand below each other, its verdict second.
     */
    @ParameterizedTest
    @ValueSource(strings = {"report.en.html", "report.zh-CN.html", "sheets/D1.en.html", "sheets/D1.zh-CN.html"})
    void onAPhoneOnlyTablesScrollSidewaysAndTheirFirstColumnStays(String page) throws Exception {
        var chromium = SearchPath.find("chromium");
        assumeThat(chromium).as("chromium").isPresent();
        Path framed = dir.resolve("report").resolve(page + ".framed.html");
        Files.writeString(framed, read(page).replace("</body>", "<script>" + SIDEWAYS + "</script></body>"));
        Path phone = dir.resolve("report").resolve(page + ".phone.html");
        Files.writeString(
                phone,
                "<!DOCTYPE html><title>?</title><iframe width=390 height=844 style='border:0' src='"
                        + framed.getFileName()
                        + "'></iframe><script>addEventListener('message', e => document.title = e.data)</script>");

        String dom = dom(chromium.orElseThrow(), phone, "1280,900", 1);
        Files.delete(framed);
        Files.delete(phone);
        Matcher found = Pattern.compile("<title>width:(\\d+) looked:(\\d+) (.*)</title>")
                .matcher(dom);

        assertThat(found.find()).as(dom).isTrue();
        assertThat(found.group(1)).isEqualTo("390");
        assertThat(Integer.parseInt(found.group(2)))
                .as("tables that are too wide and rows of words, without which nothing was looked at")
                .isPositive();
        assertThat(found.group(3)).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.en.tex", "report.zh-CN.tex"})
    void latexCompiles(String text) throws Exception {
        assumeThat(WHOLE).as("claimbench.pages.whole").isTrue();
        var latex = SearchPath.find("xelatex");
        assumeThat(latex).as("xelatex").isPresent();

        assertThat(run(
                        latex.orElseThrow().toString(),
                        "-interaction=nonstopmode",
                        "-halt-on-error",
                        "-output-directory=" + dir,
                        text))
                .contains("Output written on");
    }

    /** A page after its scripts have run. */
    private static String dom(Path chromium, Path page, String window, int colours) throws Exception {
        return run(
                chromium.toString(),
                "--headless=new",
                // Root, as in a container, has no sandbox; the page is our own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--user-data-dir=" + dir.resolve("chromium"),
                "--window-size=" + window,
                "--blink-settings=preferredColorScheme=" + colours,
                "--virtual-time-budget=120000",
                "--dump-dom",
                page.toUri().toString());
    }

    /** What a command prints, from within the report's folder; a browser's own troubles left out. */
    private static String run(String... command) throws Exception {
        Path errors = dir.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .directory(dir.resolve("report").toFile())
                .redirectError(
                        command[0].contains("chromium")
                                ? ProcessBuilder.Redirect.DISCARD
                                : ProcessBuilder.Redirect.to(errors.toFile()))
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return Files.exists(errors) ? printed + Files.readString(errors) : printed;
    }

    private static String read(String page) throws IOException {
        return Files.readString(dir.resolve("report").resolve(page));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
