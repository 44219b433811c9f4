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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Chinese is set, on every page and in every table and figure that a run with maps, programs and doubts gives. */
class ChinesePagesTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    private static final String FULL_WIDTH = "[\\p{IsHan}，。；：、！？（）《》“”]";

    /** What nobody set: names, commands and programs' own lines between backticks or in blocks. */
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private static final Map<String, Pattern> WRONG = new TreeMap<>(Map.of(
            "a space between Chinese characters",
            Pattern.compile(FULL_WIDTH + " +" + FULL_WIDTH),
            "a space before a full-width bracket",
            Pattern.compile("\\S +（"),
            // The heads of two columns, where no figure stands before the sign, are none.
            "3 % in place of 3%",
            Pattern.compile("\\d %"),
            "a hyphen for a minus",
            Pattern.compile("(?<![\\p{Alnum}.~/_-])-[\\d.]+ ?%"),
            "straight quotation marks",
            Pattern.compile("(?<=\\p{IsHan})'[^']+'")));

    @TempDir
    static Path dir;

    @BeforeAll
    static void report() throws IOException {
        var run = new MadeUpRun().asked("event-loop", "reactive").programsPlanned("asyncio", 0);
        for (double noise : new double[] {0.999, 1, 1.001}) {
            for (String target : List.of("event-loop", "reactive")) {
                run.measured(
                        "io-share", target, MadeUpTrial.waiting(Map.of(25, 1.3, 50, 1.4, 75, 1.9, 90, 2.5), noise));
                run.measured("calls", target, MadeUpTrial.calls(noise));
            }
        }
        run.ran(MadeUpRun.program("asyncio", 1, "S04", "awaits", "0 started"));
        run.writeTo(dir, List.of("Q05", "Q12", "S04", "A01"), List.of("event-loop", "reactive"));
        StoredRun stored = StoredRun.load(dir);
        Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);
    }

    @Test
    void chineseIsSetAsChineseEverywhere() throws IOException {
        var found = new ArrayList<String>();
        int files = 0;
        for (Path file : chinese()) {
            String text = CODE.matcher(Files.readString(file)).replaceAll("``");
            files++;
            for (String line : text.split("\n|(?<=\\|)|(?<=\")|<[^>]*>", -1)) {
                if (CHINESE.matcher(line).find()) {
                    WRONG.forEach((what, pattern) -> {
                        if (pattern.matcher(line).find()) {
                            found.add(what + ", " + dir.relativize(file) + ": " + line);
                        }
                    });
                }
            }
        }

        assertThat(files).as("pages, sheets, tables, figures and data").isGreaterThan(10);
        assertThat(found).isEmpty();
    }

    @Test
    void placesOnAnAxisAreSaidAsAChineseWriterSaysThem() throws IOException {
        assertThat(Files.readString(dir.resolve("report/report.zh-CN.md")))
                .contains("不成立：等待占 50% 及以下（1.30–1.40）", "测得的曲线在等待占 ", "等待占 50% 及以下时至多 1.1；等待占 50% 以上时至少 1.1");
        assertThat(Files.readString(dir.resolve("report/report.en.md")))
                .contains("at most 1.1 up to 50 % waiting; at least 1.1 above 50 % waiting");
    }

    /** Markdown for the pages, since others are made from the same parts, and what has words of its own: tables, figures, data. */
    private static List<Path> chinese() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".zh-CN.md")
                                || name.endsWith(".zh-CN.csv")
                                || name.endsWith(".zh-CN.svg")
                                || name.equals("verdicts.json")
                                || name.equals("maps.json");
                    })
                    .sorted()
                    .toList();
        }
    }
}
