package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Mistakes in a document of a user's own: each is one line, with the file, the line of the mistake, what is wrong and what is allowed. */
class OwnCatalogueTest {
    /** A document with every kind of value, each name on a line of its own. */
    private static final String WHOLE = """
            document:
              id: X1
              title: a course of mine
              file: course.md
            claims:
              - id: X01
                title: three times as fast
                restatement: Three calls at once take a third of the time.
                citations:
                  - document: X1
                    section: week 3
                experiment: users-200
                targets:
                  - event-loop
                  - virtual-threads
                cases:
                  - label: a crowd
                    measures:
                      - quantity: p99-over-wait
                        request: wait
                        over: ms
                        coresMin: 1
                        expected:
                          low: 1
                          high: 1.6
                          reason: The slide says so.
                        theory: {value: 1, formula: k, source: a book}
                      - quantity: throughput-ratio
                        request: wait
                        against:
                          experiment: users-200-pool-40
                          target: platform-threads
                          request: wait
                        expected: {low: 2, reason: The slide says so.}
                        theory: {value: 5, formula: k, source: a book}
                maps:
                  - sweep: users
                    series:
                      - pool-40
                    quantity: throughput-ratio
                    targets:
                      - event-loop
                    noFailures: true
                    bands:
                      - {from: 80, low: 1.8, high: 2.2, reason: The slide says twice.}
                      - {to: 80, low: 0.9, high: 1.1, reason: The slide says the same.}
                    crossings:
                      - 1.5
                    source: a book
            """;

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void lostTasksAreOfAScenarioThatLeavesSome() throws IOException {
        refused(
                WHOLE.replaceFirst(" +request: wait\n +over: ms\n", "").replaceFirst("p99-over-wait", "lost-tasks"),
                19,
                "claim X01: experiment users-200 leaves no tasks to count; those of scenario background do");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "experiment: users-200         | experiment: users-2           | 12 | claim X01: there is no experiment 'users-2'; there are ",
                "experiment: users-200-pool-40 | experiment: users-2           | 31 | claim X01: there is no experiment 'users-2'; there are ",
                "request: wait                 | request: sleep                | 20 | claim X01: experiment users-200 sends no request 'sleep'; it sends ",
                "target: platform-threads      | target: tomcat                | 32 | claim X01: there is no target 'tomcat'; there are platform-threads, ",
                "- virtual-threads             | - virtual                     | 15 | claim X01: there is no target 'virtual'; there are platform-threads, ",
                "over: ms                      | over: seconds                 | 21 | claim X01: experiment users-200 has no parameter 'seconds'; it has ",
                "- document: X1                | - document: W1                | 10 | claim X01 cites W1, which is no document; known are D0, D1, D2, D3, D4, X1",
                "id: X01                       | id: X 01                      | 6  | claim X 01: an id has a letter first, ",
                "sweep: users                  | sweep: user                   | 37 | claims.maps: no sweep 'user'; there are number-of-calls, ",
                "- pool-40                     | - pool-41                     | 39 | claims.maps: sweep users has no series 'pool-41'; it has ",
                "quantity: throughput-ratio    | quantity: speed               | 28 | claims.cases.measures.quantity: it must be one of speedup, ",
                "high: 1.6                     | hi: 1.6                       | 25 | unknown key 'hi'; known are high, low, reason",
                "low: 1                        | low: 3                        | 24 | claims.cases.measures.expected: 'low' 3.0 is above 'high' 1.6",
                "low: 1                        | low: .nan                     | 24 | claims.cases.measures.expected: 'low' must be a number, and NaN is none to compare with",
                "reason: The slide             | baseline: serial # The slide  | 26 | unknown key 'baseline'; known are high, low, reason",
                "coresMin: 1                   | baseline: serial              | 22 | claims.cases.measures: quantity p99-over-wait has no use for the key 'baseline'"
            })
    void mistakeIsSaidWithTheLineThatItStandsOn(String good, String wrong, int line, String why) throws IOException {
        refused(WHOLE.replaceFirst(Pattern.quote(good), wrong), line, why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "label: a crowd         | label: [a, crowd]          | 17 | claims.cases.label: it must be a text, or {en: …, zh: …}, and not a list",
                "label: a crowd         | label: true                | 17 | claims.cases.label: it must be a text, or {en: …, zh: …}, in quotes, and 'true' is none",
                "request: wait          | request: {name: wait}      | 20 | claims.cases.measures.request: it must be a text, and not a map",
                "coresMin: 1            | coresMin: 2.5              | 22 | claims.cases.measures.coresMin: it must be a whole number, and '2.5' is none",
                "coresMin: 1            | coresMin: 3000000000       | 22 | claims.cases.measures.coresMin: it must be a whole number, and '3000000000' is none",
                "high: 1.6              | high: one and a half       | 25 | claims.cases.measures.expected.high: it must be a number, and 'one and a half' is none",
                "high: 1.6              | high: 1,6                  | 25 | claims.cases.measures.expected.high: it must be a number, and '1,6' is none; a number has a point and no comma, as in 1.6",
                "high: 1.6              | high: {is: 1.6}            | 25 | claims.cases.measures.expected.high: it must be a number, and not a map",
                "high: 1.6              | high:                      | 25 | claims.cases.measures.expected.high: it has no value; give it one, or leave it out",
                "theory: {value: 1, formula: k, source: a book} | theory: a book | 27 | claims.cases.measures.theory: it must be a map with some of the keys formula, relativeTo, source, value, and 'a book' is none",
                "noFailures: true       | noFailures: always         | 43 | claims.maps.noFailures: it must be true or false, and 'always' is none",
                "- 1.5                  | - a half                   | 48 | claims.maps.crossings: it must be a number, and 'a half' is none",
                "- 1.5                  | -                          | 48 | claims.maps.crossings: it has no value; give it one, or leave it out",
                "- {from: 80            | - 80 #                     | 45 | claims.maps.bands: it must be a map with some of the keys from, high, low, reason, to, and '80' is none"
            })
    void valueOfTheWrongKindIsRefusedInWordsOfTheFile(String good, String wrong, int line, String why)
            throws IOException {
        refused(WHOLE.replaceFirst(Pattern.quote(good), wrong), line, why);
    }

    @Test
    void valueWhereAListBelongsIsRefusedWithTheListThatWouldBeGood() throws IOException {
        refused(
                OwnCourse.YAML.replace("experiment: fanout", "targets: event-loop"),
                7,
                "claims.targets: it must be a list, as in [event-loop]");
        refused(
                OwnCourse.YAML.replace("[{document: X1, section: week 3}]", "{document: X1, section: week 3}"),
                6,
                "claims.citations: it must be a list, with a '-' before each entry, and not a map");
    }

    @Test
    void secondDocumentIsRefused() throws IOException {
        refused(
                OwnCourse.YAML + "---\n" + OwnCourse.YAML,
                16,
                "a second document begins here ('---'); a file holds one");
    }

    @Test
    void keyThatStandsTwiceIsRefusedWithBothLines() throws IOException {
        refused(
                OwnCourse.YAML.replace("    experiment:", "    id: X02\n    experiment:"),
                7,
                "the key 'id' stands twice; it is on line 3 already");
    }

    @Test
    void referenceToAnotherPlaceIsRefused() throws IOException {
        refused(
                OwnCourse.YAML.replace("{en: three times as fast, zh: 快三倍}", "*name"),
                4,
                "'*name' refers to another place; write the value out");
    }

    @Test
    void targetsBesideAClaimAreKnownAndLeaveSomeThatItIsJudgedOn() throws IOException {
        String targets = """
                    targets:
                      - event-loop
                      - virtual-threads
                """;
        assertThat(WHOLE).contains(targets);

        refused(
                WHOLE.replace(targets, targets + "    beside: [event-lop]\n"),
                16,
                "claim X01: there is no target 'event-lop'; there are ");
        refused(
                WHOLE.replace(targets, "    beside: [platform-threads, virtual-threads, event-loop, reactive]\n"),
                13,
                "claim X01: 'beside' leaves no target that the claim could be judged on");
        refused(
                WHOLE.replace(targets, targets + "    beside: [event-loop]\n"),
                6,
                "claims: claim X01 has a target both in 'targets' and in 'beside'");
        refused(
                WHOLE.replace(targets, "    beside: [event-loop]\n"),
                40,
                "claim X01: a map over users cannot be of event-loop; it can of platform-threads, virtual-threads, reactive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing yet\n", "---\n"})
    void emptyFileIsRefusedWithTheKeysThatItNeeds(String yaml) throws IOException {
        refused(yaml, 1, "the file is empty; it must have the keys claims, document");
    }

    @Test
    void fileWithoutKeysIsRefusedWithThoseThatItNeeds() throws IOException {
        refused("my claims\n", 1, "it must be a map with some of the keys claims, document, and 'my claims' is none");
        refused("# mine\n- a\n- b\n", 2, "it must be a map with some of the keys claims, document, and not a list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "label: three     | label: three: equal      | 9  | a key stands where none may; indent it as the keys beside it, and put a text with ': ' in it into quotes",
                "`    experiment:` | `   experiment:`       | 7  | this stands under nothing; indent it as the keys or entries that it belongs with",
                "experiment: fanout | fanout                 | 7  | a key with ':' and a value is expected, and not a text alone",
                "fanout           | 'fanout                  | 7  | a text in quotes begins here and does not end",
                "section: week 3}] | section: week 3}        | 6  | a '[' or '{' stands here, and a ',' or its closing bracket is missing before line 7",
                "fanout           | @fanout                  | 7  | a text that begins with a sign of YAML's own needs quotes",
                "fanout           | fan\u0007out             | 7  | a control character stands here, which YAML forbids",
                "experiment:      | ? [experiment] :         | 7  | this is no YAML that can be read; a key must be a plain text"
            })
    void textThatIsNoYamlIsRefusedWithTheOneLineThatIsWrong(String good, String wrong, int line, String why)
            throws IOException {
        refused(OwnCourse.YAML.replaceFirst(Pattern.quote(good), wrong), line, why);
    }

    @Test
    void tabIsRefusedWithTheOneLineThatHasIt() throws IOException {
        String why = "a tab stands where only spaces may; indent with spaces";

        refused(OwnCourse.YAML.replace("    experiment:", "\texperiment:"), 7, why);
        refused(OwnCourse.YAML.replace("      - label", "\t- label"), 9, why);
    }

    @Test
    void commaThatSplitsAValueInBracesIsSaidSo() throws IOException {
        refused(
                OwnCourse.YAML.replace("low: 2.5", "low: 2,5"),
                14,
                "unknown key '5'; known are high, low, reason; a number has a point and no comma, as in 1.6");
        refused(
                OwnCourse.YAML.replace("My course says three times.", "Three times, or nearly so."),
                14,
                "unknown key 'or nearly so.'; known are high, low, reason; a text in { } that has a comma needs quotes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: 80 | from: 100",
                "from: 80 | from: 80",
                "from: 80 | to: 100",
                "from: 80, to: 120 | from: 100, to: 200",
                "from: 80, to: 120 | from: 100, to: 100",
                "to: 90 | from: 80"
            })
    void bandsThatShareMoreThanAPointAreRefused(String one, String other) throws IOException {
        String overlap = "and one of them must say what is expected; they may meet where one ends ('to') and the other"
                + " begins ('from')";
        refused(bands(one, other), 46, "claims.maps: band 2 overlaps band 1, " + overlap);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from: 80 | to: 80",
                "to: 80 | from: 80",
                "from: 10, to: 20 | from: 30",
                "to: 80 | from: 80, to: 80"
            })
    void bandsThatMeetInAPointOrNotAtAllAreGood(String one, String other) {
        assertThat(Catalogue.load().with("course.yaml", bands(one, other)).claimsOf("X1"))
                .hasSize(1);
    }

    private static String bands(String one, String other) {
        return WHOLE.replace("{to: 80,", "{other,")
                .replace("{from: 80,", "{" + one + ",")
                .replace("{other,", "{" + other + ",");
    }

    @Test
    void documentWithEveryKindOfValueIsGood() {
        assertThat(Catalogue.load().with("course.yaml", WHOLE).claimsOf("X1")).hasSize(1);
    }

    @Test
    void numbersMayBeWrittenInEveryUsualWay() {
        for (String number : new String[] {"1.6", "+1.6", "16e-1", "2", "\"1.6\"", "2."}) {
            assertThat(Catalogue.load()
                            .with("course.yaml", WHOLE.replace("high: 1.6", "high: " + number))
                            .claimsOf("X1"))
                    .as(number)
                    .hasSize(1);
        }
    }

    private void refused(String yaml, int line, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("course.yaml"), yaml);
        err.getBuffer().setLength(0);
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));

        assertThat(command.execute("run", "--dry-run", "--catalogue", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--catalogue: course.yaml, line " + line + ": " + why)
                .doesNotContainIgnoringCase("java")
                .doesNotContainIgnoringCase("jackson")
                .hasLineCount(1);
    }
}
