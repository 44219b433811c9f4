package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Grain;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.load.ScenarioCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    private static final String GOOD = """
            document: {id: D9, title: t, file: f}
            claims:
              - id: Q99
                title: {en: t, zh: t}
                restatement: {en: t, zh: t}
                citations: [{document: D9, section: s}]
                experiment: fanout
                targets: [event-loop]
                cases:
                  - label: l
                    measures:
                      - quantity: speedup
                        baseline: serial
                        treatment: concurrent
                        expected: {low: 1, high: 2, reason: r}
                        theory: {value: 1, formula: f, source: s}
            """;

    private static final String MAPPED = """
            document: {id: D9, title: t, file: f}
            claims:
              - id: Q99
                title: {en: t, zh: t}
                restatement: {en: t, zh: t}
                citations: [{document: D9, section: s}]
                maps:
                  - sweep: number-of-calls
                    series: [fixed]
                    quantity: mean-speedup
                    bands: [{from: 2, low: 1, high: 2, reason: r}]
                    source: s
            """;

    /** A stored run of another profile may have measured other crowds and other waits. */
    @ParameterizedTest
    @ValueSource(strings = {"Q04", "Q09", "Q13"})
    void scopeHasNoCrowdOrWaitOfAProfile(String id) {
        Text scope = Objects.requireNonNull(CATALOGUE.claim(id).orElseThrow().scope());

        assertThat(scope.en()).doesNotContainPattern("\\d users|thousand|seconds|profile");
        assertThat(scope.zh()).doesNotContainPattern("\\d 个用户|万|秒|档位");
    }

    @Test
    void claimWithAMapNeedsNoCases() {
        Claim claim = Catalogue.read("D9.yaml", MAPPED).claims().getFirst();

        assertThat(claim.mapsDecide()).isTrue();
        assertThat(claim.experiments(false)).containsExactly("calls");
    }

    @Test
    void mapOverNoSweepIsRefusedAndNamesThoseThereAre() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", MAPPED.replace("number-of-calls", "number-of-cats")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("D9.yaml, line ")
                .hasMessageContaining("no sweep 'number-of-cats'; there are number-of-calls, ");
    }

    @Test
    void seriesThatASweepHasNotIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", MAPPED.replace("[fixed]", "[uniform]")))
                .hasMessageContaining(
                        "sweep number-of-calls has no series 'uniform'; it has fixed, exponential, lognormal");
    }

    @Test
    void bandUpsideDownIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", MAPPED.replace("low: 1,", "low: 3,")))
                .hasMessageContaining("'low' 3.0 is above 'high' 2.0");
    }

    @Test
    void comparisonOfConditionsNeedsTheOther() {
        assertThatThrownBy(() -> Catalogue.read(
                        "D9.yaml",
                        GOOD.replace("quantity: speedup", "quantity: p99-ratio")
                                .replace("            baseline: serial\n", "")
                                .replace("treatment: concurrent", "request: serial")))
                .hasMessageContaining("quantity p99-ratio needs the key 'against'");
    }

    @Test
    void unknownKeyIsNamedWithFileAndLine() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("    restatement:", "    restatment:")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith("D9.yaml, line 5: unknown key 'restatment'; known are")
                .hasMessageContaining("restatement");
    }

    @Test
    void unknownKeyDeepInsideIsNamedWithItsLine() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("{low: 1, high: 2,", "{low: 1, hi: 2,")))
                .hasMessageStartingWith("D9.yaml, line 15: unknown key 'hi'");
    }

    @Test
    void keyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() ->
                        Catalogue.read("D9.yaml", GOOD.replace("    experiment:", "    id: Q98\n    experiment:")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("D9.yaml, line 7")
                .hasMessageContaining("id");
    }

    @Test
    void missingKeyIsNamed() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("    title: {en: t, zh: t}\n", "")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("D9.yaml, line ")
                .hasMessageContaining("key 'title' is missing");
    }

    @Test
    void unknownQuantityIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("quantity: speedup", "quantity: speed")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("D9.yaml, line 12")
                .hasMessageContaining("speed")
                .hasMessageContaining("cost-ratio");
    }

    @Test
    void figureThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("low: 1", "low: one")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("D9.yaml, line 15");
    }

    @Test
    void rangeUpsideDownIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("low: 1", "low: 3")))
                .hasMessageContaining("'low' 3.0 is above 'high' 2.0");
    }

    @Test
    void comparisonNeedsItsBaseline() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("            baseline: serial\n", "")))
                .hasMessageContaining("quantity speedup needs the key 'baseline'");
    }

    private static final String SHOWN = """
            document: {id: D9, title: t, file: f}
            claims:
              - id: S99
                title: {en: t, zh: t}
                restatement: {en: t, zh: t}
                citations: [{document: D9, section: s}]
                cases:
                  - label: l
                    trace:
                      scene: s
                      lines: [0 begins, 1000 ends]
                      reason: r
            """;

    @Test
    void claimWithTracesNeedsNoExperiment() {
        assertThat(Catalogue.read("D9.yaml", SHOWN).claims().getFirst().shownByProgram())
                .isTrue();
    }

    @Test
    void lineOfATraceNeedsATime() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", SHOWN.replace("1000 ends", "ends")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("D9.yaml, line ")
                .hasMessageContaining("a time in milliseconds, a space and a text, not 'ends'");
    }

    @Test
    void timeOfATraceGoesForward() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", SHOWN.replace("0 begins", "2000 begins")))
                .hasMessageContaining("time goes back at the line '1000 ends'");
    }

    @Test
    void traceWithoutLinesIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", SHOWN.replace("[0 begins, 1000 ends]", "[]")))
                .hasMessageContaining("a trace needs 'lines'");
    }

    @Test
    void claimWithTracesHasNoExperiment() {
        assertThatThrownBy(() ->
                        Catalogue.read("D9.yaml", SHOWN.replace("    cases:", "    experiment: fanout\n    cases:")))
                .hasMessageContaining("claim S99 has cases with traces");
    }

    @Test
    void caseHasMeasuresOrATrace() {
        assertThatThrownBy(() -> Catalogue.read(
                        "D9.yaml", SHOWN.substring(0, SHOWN.indexOf("        trace:")) + "        measures: []\n"))
                .hasMessageContaining("case 'l' needs either measures or a trace");
    }

    @Test
    void whatIsTriedNeedsCommandsOfClaimbenchOrCurl() {
        String tried = GOOD.replace("    experiment:", "    tryIt: {words: w, commands: [COMMANDS]}\n    experiment:");

        assertThat(Catalogue.read("D9.yaml", tried.replace("COMMANDS", "./claimbench doctor"))
                        .claims()
                        .getFirst()
                        .tryIt())
                .isEqualTo(new TryIt(Text.same("w"), List.of("./claimbench doctor")));
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", tried.replace("COMMANDS", "")))
                .hasMessageContaining("D9.yaml, line ")
                .hasMessageContaining("'tryIt' needs 'commands'");
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", tried.replace("COMMANDS", "rm -r x")))
                .hasMessageContaining("begins with './claimbench ' or 'curl '");
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", tried.replace("words: w, ", "")))
                .hasMessageContaining("key 'words' is missing");
    }

    @Test
    void emptyFileIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", "")).isInstanceOf(CatalogueException.class);
    }

    @Test
    void idMayNotBeUsedTwice() {
        String other = GOOD.replace("{id: D9", "{id: D8").replace("{document: D9", "{document: D8");
        assertThatThrownBy(() -> Catalogue.of(List.of(Catalogue.read("a", GOOD), Catalogue.read("b", other))))
                .hasMessage("two claims have the id Q99");
    }

    @Test
    void citationMustBeOfADocument() {
        assertThatThrownBy(() -> Catalogue.of(List.of(
                        Catalogue.read("a", GOOD.replace("section: s}]", "section: s}, {document: D7, section: s}]")))))
                .hasMessageContaining("claim Q99 cites D7");
    }

    @Test
    void claimStandsInTheFileOfTheDocumentThatStatesItFirst() {
        String page = GOOD.replace("{id: D9", "{id: D8");
        assertThatThrownBy(() -> Catalogue.of(List.of(
                        Catalogue.read("a", page), Catalogue.read("b", "document: {id: D9, title: t, file: f}"))))
                .hasMessageContaining("stands in the file of D8");
    }

    /** The claims that the five documents make, as they were counted before the first run. */
    private static final List<String> CLAIMS_OF_THE_DOCUMENTS = Stream.of(
                    IntStream.rangeClosed(1, 19).mapToObj(number -> String.format(Locale.ROOT, "Q%02d", number)),
                    IntStream.rangeClosed(1, 20).mapToObj(number -> String.format(Locale.ROOT, "S%02d", number)),
                    Stream.of("A01", "A02", "A03"))
            .flatMap(ids -> ids)
            .toList();

    @Test
    void catalogueHasEveryClaimOfTheDocumentsAndNoOther() {
        assertThat(CATALOGUE.documents()).containsOnlyKeys("D0", "D1", "D2", "D3", "D4");
        assertThat(CATALOGUE.claims())
                .extracting(Claim::id)
                .containsExactlyInAnyOrderElementsOf(CLAIMS_OF_THE_DOCUMENTS);
    }

    /** That all of them then have a verdict, whatever came of the trials, the judge's test says. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void everyProfileMeasuresEveryClaimOnATargetThatItSpeaksOf(Profile profile) {
        List<Condition> planned = Plan.make(
                        profile, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), true)
                .trials()
                .stream()
                .map(PlannedTrial::condition)
                .toList();

        assertThat(CATALOGUE.claims())
                .filteredOn(claim -> claim.testable() && !claim.shownByProgram())
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(planned)
                        .as(claim.id())
                        .anyMatch(condition -> claim.experimentsJudged().contains(condition.experiment())
                                && claim.targetsSpokenOf().contains(condition.target())));
    }

    @Test
    void adviceAloneIsNotTestable() {
        assertThat(CATALOGUE.claims())
                .filteredOn(claim -> !claim.testable())
                .extracting(Claim::id)
                .containsExactly("A01", "A02", "A03");
    }

    @Test
    void theoryOfEveryMeasuredClaimIsThreeSentences() {
        for (Claim claim : underLoad()) {
            Text theory = Objects.requireNonNull(claim.theory(), claim.id());
            assertThat(Pattern.compile("\\.(?= [A-Z]|$)").matcher(theory.en()).results())
                    .as(claim.id())
                    .hasSize(3);
            assertThat(theory.zh().chars().filter(point -> point == '。').count())
                    .as(claim.id())
                    .isEqualTo(3);
        }
    }

    /** Two rows of a claim on one target would look alike in {@code evidence.csv}. */
    @Test
    void figuresOfOneQuantityAreToldApartByWhatIsSentOrByTheirParameters() {
        for (Claim claim : underLoad()) {
            assertThat(claim.cases().stream()
                            .flatMap(oneCase -> oneCase.measures().stream()
                                    .map(measure -> Stream.of(
                                                    claim.experimentOf(oneCase),
                                                    measure.quantity(),
                                                    measure.parameters(),
                                                    measure.request(),
                                                    measure.against())
                                            .map(String::valueOf)
                                            .toList())))
                    .as(claim.id())
                    .doesNotHaveDuplicates();
        }
    }

    /** Of which one must ask where they are true, and not whether. */
    @Test
    void claimsThatDependOnSomethingHaveMaps() {
        assertThat(CATALOGUE.claims())
                .filteredOn(claim -> !claim.maps().isEmpty())
                .extracting(Claim::id)
                .containsExactly("Q01", "Q03", "Q04", "Q05", "Q06", "Q09", "Q11", "Q12", "Q13");
    }

    @Test
    void everyClaimNamesExperimentsAndTargetsThatExist() {
        for (Claim claim : underLoad()) {
            assertThat(ExperimentCatalogue.all())
                    .extracting(Experiment::id)
                    .as(claim.id())
                    .containsAll(claim.experiments(true));
            assertThat(TargetCatalogue.names()).containsAll(claim.targets());
            for (Case oneCase : claim.cases()) {
                Experiment experiment =
                        ExperimentCatalogue.find(claim.experimentOf(oneCase)).orElseThrow();
                assertThat(claim.targets()).as(claim.id()).allMatch(experiment::speaksOf);
            }
        }
    }

    /** An experiment that no claim needs would be measured for nothing. */
    @Test
    void everyExperimentIsOfSomeClaim() {
        Set<String> needed = CATALOGUE.claims().stream()
                .flatMap(claim -> claim.experiments(true).stream())
                .collect(Collectors.toSet());

        assertThat(ExperimentCatalogue.all()).extracting(Experiment::id).allMatch(needed::contains);
    }

    @Test
    void everyClaimNamesRequestsThatItsExperimentSends() {
        for (Claim claim : underLoad()) {
            for (Case oneCase : claim.cases()) {
                for (Measure measure : oneCase.measures()) {
                    assertThat(requests(claim.experimentOf(oneCase)))
                            .as(claim.id())
                            .containsAll(Stream.of(measure.baseline(), measure.treatment(), measure.request())
                                    .filter(Objects::nonNull)
                                    .toList());
                    Against against = measure.against();
                    if (against != null) {
                        assertThat(requests(against.experiment()))
                                .as(claim.id())
                                .contains(
                                        against.request() == null
                                                ? measure.asked().requestName()
                                                : against.request());
                        assertThat(ExperimentCatalogue.find(against.experiment())
                                        .orElseThrow()
                                        .speaksOf(against.targetFor("event-loop")))
                                .as(claim.id())
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void claimWithoutTargetsSpeaksOfAll() {
        Claim claim = Catalogue.of(List.of(Catalogue.read("a", GOOD.replace("    targets: [event-loop]\n", ""))))
                .claims()
                .getFirst();

        assertThat(claim.targets()).isEmpty();
    }

    @Test
    void targetsSpokenOfAreThoseOfTheExperimentWhereTheClaimNamesNone() {
        assertThat(CATALOGUE.claim("Q01").orElseThrow().targetsSpokenOf()).isEqualTo(TargetCatalogue.names());
        assertThat(CATALOGUE.claim("Q14").orElseThrow().targetsSpokenOf()).containsExactly("event-loop");
    }

    @Test
    void onlyClaimsThatSpeakOfLoopsNameTheirTargets() {
        assertThat(CATALOGUE.claims())
                .filteredOn(claim -> !claim.targets().isEmpty())
                .extracting(Claim::id)
                .containsExactly("Q10", "Q14");
    }

    private static List<Claim> underLoad() {
        return CATALOGUE.claims().stream()
                .filter(claim -> !claim.shownByProgram())
                .filter(Claim::testable)
                .toList();
    }

    /** What the scenario of an experiment sends, on two cores. */
    private static List<String> requests(String experimentId) {
        Experiment experiment = ExperimentCatalogue.find(experimentId).orElseThrow();
        return ScenarioCatalogue.find(experiment.scenario())
                .orElseThrow()
                .requestNames(experiment.parameters(Grain.COARSE, 2));
    }

    @Test
    void chineseTextsAreChinese() {
        for (Claim claim : CATALOGUE.claims()) {
            for (Text text : Stream.of(
                            claim.title(), claim.restatement(), claim.scope(), claim.theory(), claim.notTestable())
                    .filter(Objects::nonNull)
                    .toList()) {
                assertThat(text.zh()).matches("(?s).*\\p{IsHan}.*");
                assertThat(text.en()).doesNotContainPattern("\\p{IsHan}");
            }
        }
    }

    /** Labels and reasons are sentences; formulas and sources may be the same in both languages. */
    @Test
    void everyCaseBandAndWaiverHasChineseWords() {
        for (Claim claim : CATALOGUE.claims()) {
            var texts = new ArrayList<Text>();
            for (Case oneCase : claim.cases()) {
                texts.add(oneCase.label());
                ExpectedTrace trace = oneCase.trace();
                if (trace != null) {
                    texts.add(trace.reason());
                }
                oneCase.measures().forEach(measure -> {
                    texts.add(measure.expected().reason());
                    assertThat(measure.theory().formula().zh()).doesNotContainPattern(ENGLISH);
                    assertThat(measure.theory().source().zh()).doesNotContainPattern(ENGLISH);
                });
            }
            claim.maps().forEach(map -> {
                map.bands().forEach(band -> texts.add(band.reason()));
                assertThat(map.source().zh()).doesNotContainPattern(ENGLISH);
            });
            claim.ignores().forEach(waiver -> texts.add(waiver.because()));
            for (Text text : texts) {
                assertThat(text.zh())
                        .as(claim.id())
                        .containsPattern("\\p{IsHan}")
                        .doesNotContainPattern(ENGLISH);
                assertThat(text.en()).as(claim.id()).doesNotContainPattern("\\p{IsHan}");
            }
        }
    }

    /** Three words in a row are a piece of a sentence. */
    private static final String ENGLISH = "\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b";

    @Test
    void plainTextStandsForBothLanguages() {
        Claim claim = Catalogue.read("D9.yaml", GOOD).claims().getFirst();

        assertThat(claim.cases().getFirst().label()).isEqualTo(new Text("l", "l"));
        assertThat(Catalogue.read("D9.yaml", GOOD.replace("label: l", "label: {en: l, zh: 例}"))
                        .claims()
                        .getFirst()
                        .cases()
                        .getFirst()
                        .label())
                .isEqualTo(new Text("l", "例"));
    }

    @Test
    void everyClaimHasSomethingToTryInClass() {
        assertThat(CATALOGUE.claims()).allSatisfy(claim -> {
            TryIt tryIt = Objects.requireNonNull(claim.tryIt(), claim.id());
            assertThat(tryIt.words().en()).doesNotContainPattern("\\p{IsHan}").matches(SENTENCE);
            assertThat(tryIt.words().zh())
                    .containsPattern("\\p{IsHan}")
                    .doesNotContainPattern(ENGLISH)
                    .matches(".*[。？]");
        });
    }

    /** Of a length that a sheet has room for. */
    private static final String SENTENCE = ".{30,160}[.?]";

    @Test
    void numbersMayStandForTexts() {
        Claim claim = Catalogue.read(
                        "D9.yaml", GOOD.replace("section: s", "section: 4.3").replace("label: l", "label: 7"))
                .claims()
                .getFirst();

        assertThat(claim.citations().getFirst().section()).isEqualTo(Text.same("4.3"));
        assertThat(claim.cases().getFirst().label()).isEqualTo(Text.same("7"));
    }

    @Test
    void textInOneLanguageOfTwoIsRefused() {
        assertThatThrownBy(() -> Catalogue.read("D9.yaml", GOOD.replace("label: l", "label: {en: l}")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("D9.yaml, line ")
                .hasMessageContaining("key 'zh' is missing");
    }
}
