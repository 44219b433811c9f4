package claimbench.harness.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The README in Chinese says what the README says: whoever changes one of them must change the other. */
class ReadmesTest {
    private static final Path ROOT = Path.of("..");
    private static final String ENGLISH = "README.md";
    private static final String CHINESE = "README.zh-CN.md";

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ .*$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");

    /** Ids of claims, and numbers. */
    private static final Pattern FIGURE = Pattern.compile("[A-Z]\\d\\d|\\d+(?:[.,]\\d+)*");

    private static String english = "";
    private static String chinese = "";

    @BeforeAll
    static void read() throws IOException {
        english = withoutVerdicts(Files.readString(ROOT.resolve(ENGLISH)));
        chinese = withoutVerdicts(Files.readString(ROOT.resolve(CHINESE)));
    }

    @Test
    void headingsAreOfTheSameNumberAndDepth() {
        assertThat(depths(chinese)).isEqualTo(depths(english)).isNotEmpty();
    }

    @Test
    void codeBlocksAreTheSameByteForByte() {
        assertThat(found(FENCE, chinese)).isEqualTo(found(FENCE, english)).isNotEmpty();
    }

    @Test
    void everySectionHasTheSameLinks() {
        List<String> inEnglish = sections(english);
        List<String> inChinese = sections(chinese);
        for (int i = 0; i < inEnglish.size(); i++) {
            assertThat(links(inChinese.get(i)))
                    .as("links after: %s", firstLine(inChinese.get(i)))
                    .containsExactlyInAnyOrderElementsOf(links(inEnglish.get(i)));
        }
    }

    /** Names of commands, options and files. */
    @Test
    void everySectionHasTheSameNamesInCode() {
        List<String> inEnglish = sections(english);
        List<String> inChinese = sections(chinese);
        for (int i = 0; i < inEnglish.size(); i++) {
            assertThat(found(SPAN, withoutFences(inChinese.get(i))))
                    .as("code after: %s", firstLine(inChinese.get(i)))
                    .containsExactlyInAnyOrderElementsOf(found(SPAN, withoutFences(inEnglish.get(i))));
        }
    }

    /** Row by row, so that none is left out and none is in the place of another. */
    @Test
    void tablesHaveTheSameRows() {
        List<String> inEnglish = rows(english);
        List<String> inChinese = rows(chinese);

        assertThat(inChinese).hasSameSizeAs(inEnglish);
        for (int i = 0; i < inEnglish.size(); i++) {
            String english = inEnglish.get(i);
            assertThat(links(inChinese.get(i))).as(english).containsExactlyInAnyOrderElementsOf(links(english));
            assertThat(found(SPAN, inChinese.get(i)))
                    .as(english)
                    .containsExactlyInAnyOrderElementsOf(found(SPAN, english));
        }
    }

    /** A figure that is changed in one of them alone is one of the mistakes that nobody sees. */
    @Test
    void figuresAreTheSame() {
        assertThat(figures(chinese)).containsAll(figures(english));
    }

    @Test
    void linksLeadToFilesThatExist() {
        for (String text : List.of(english, chinese)) {
            assertThat(found(LINK, text).stream().filter(target -> !target.startsWith("https://")))
                    .allSatisfy(target -> assertThat(ROOT.resolve(target.replaceFirst("#.*", "")))
                            .exists());
        }
    }

    @Test
    void eachLeadsToTheOther() {
        assertThat(english).contains("(" + CHINESE + ")");
        assertThat(chinese).contains("(" + ENGLISH + ")");
    }

    /** But for names, a sentence of English would be one that nobody has put into Chinese. */
    @Test
    void chineseIsChinese() {
        String words = withoutFences(chinese)
                .replaceAll(SPAN.pattern(), "")
                .replaceAll(LINK.pattern(), "")
                .replaceAll("(?m)^<!--.*-->$", "");

        assertThat(words).doesNotContainPattern("\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b");
        // Whole-width signs stand beside Chinese words.
        assertThat(words).doesNotContainPattern("\\p{IsHan}[,;:?!]|\\p{IsHan}\\.(?!\\p{IsLatin}|\\d)");
    }

    private static List<Integer> depths(String text) {
        return found(HEADING, withoutFences(text)).stream()
                .map(heading -> heading.indexOf(' '))
                .toList();
    }

    /** From one heading to the next, what comes before the first one left out. */
    private static List<String> sections(String text) {
        var sections = new ArrayList<String>();
        // A number sign in a code block begins no section.
        String only = withoutFences(text);
        List<MatchResult> headings = HEADING.matcher(only).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : only.length();
            sections.add(only.substring(headings.get(i).start(), end));
        }
        return sections;
    }

    private static List<String> rows(String text) {
        return withoutFences(text).lines().filter(line -> line.startsWith("|")).toList();
    }

    /** In their English form where there are two. */
    private static List<String> links(String text) {
        return found(LINK, text).stream()
                .map(target -> target.replace(".zh-CN.", "."))
                .map(target -> target.equals(ENGLISH) ? "the other" : target)
                .toList();
    }

    private static List<String> figures(String text) {
        return found(FIGURE, withoutFences(text)).stream().distinct().toList();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
                .toList();
    }

    /** What is made from the example run is compared with it by {@link ExampleRunTest}. */
    private static String withoutVerdicts(String text) {
        return text.replaceAll("(?s)(<!-- verdicts of [^\\n]*\\n).*(<!-- end of verdicts -->)", "$1$2");
    }

    private static String withoutFences(String text) {
        return FENCE.matcher(text).replaceAll("");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
