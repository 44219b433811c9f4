package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.AaComparison.Ruling;
import claimbench.harness.claim.RecordedTrials.Recorded;
import claimbench.harness.report.Report;
import claimbench.harness.result.StoredRun;
import claimbench.harness.stats.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is planted into recorded trials is found, and nothing is found where nothing was planted, by the same path that a run
 * takes to {@code aa.json} and to its verdicts: trials, their figures, intervals over rounds, Holm's correction.
 *
 * <p>A simulated run has twenty trials, ten rounds of a condition and of the same again, drawn from {@link RecordedTrials}.
 * Seeds are numbers of runs and nothing else. A share that is simulated is itself uncertain: of 200 runs of a method that says
 * "different" in exactly 5 %, more than 10 do so in 42 of 100 cases, and of one that says it in 2.5 %, in 1 of 100. The bar is asked for
 * as it is written, without a tolerance. The nightly profile ({@code claimbench.stats.whole}) asks the same of 20,000 runs, where
 * the standard error is 0.15 %.
 */
class PlantedRunsTest {
    private static final boolean WHOLE = Boolean.getBoolean("claimbench.stats.whole");
    private static final int HONEST_RUNS = WHOLE ? 20_000 : 200;
    private static final int PLANTED_RUNS = WHOLE ? 5_000 : 200;
    private static final int COMPARED_RUNS = WHOLE ? 2_000 : 200;
    private static final int ROUNDS = 10;
    private static final double PLANTED = 1.05;
    private static final String TARGET = "event-loop";
    private static final Catalogue CATALOGUE = Catalogue.load();

    @TempDir
    private Path dir;

    /** Of one kind of request only, or of all. */
    @ParameterizedTest
    @CsvSource({
        "fanout, serial",
        "fanout, concurrent",
        "fanout, ''",
        "cpu-turns, serial",
        "cpu-turns, concurrent",
        "cpu-turns, ''",
    })
    void slowdownOfFivePerCentIsFoundInTwentyTrialsInNineRunsOfTen(String experiment, String request) {
        List<Recorded> recorded = RecordedTrials.of(experiment);
        String figure = "median of " + (request.isEmpty() ? "serial" : request);
        int found = 0;
        for (int run = 0; run < PLANTED_RUNS; run++) {
            AaComparison aa = compared(simulated(experiment, recorded, request, PLANTED, run));
            found += aa.ruling() == Ruling.DIFFERENT && slower(aa, figure) ? 1 : 0;
        }
        report("power", experiment + ", " + (request.isEmpty() ? "all" : request), found, PLANTED_RUNS);
        assertThat((double) found / PLANTED_RUNS).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "cpu-turns"})
    void sameThingIsCalledDifferentInAtMostOneRunOfTwenty(String experiment) {
        List<Recorded> recorded = RecordedTrials.of(experiment);
        int different = 0;
        int figures = 0;
        int compared = 0;
        for (int run = 0; run < HONEST_RUNS; run++) {
            AaComparison aa = compared(simulated(experiment, recorded, "", 1, run));
            different += aa.ruling() == Ruling.DIFFERENT ? 1 : 0;
            figures += aa.different();
            compared += aa.compared();
        }
        report("runs that say 'different'", experiment, different, HONEST_RUNS);
        report("figures that differ by themselves", experiment, figures, compared);
        assertThat((double) different / HONEST_RUNS).isLessThanOrEqualTo(0.05);
        // Figures of one run go together, so this share is known to no more than a standard error of about 1 %.
        assertThat((double) figures / compared).isLessThanOrEqualTo(0.07);
    }

    /** Two runs of ten rounds each, an old version and a new one: forty trials, of which twenty are compared, and twenty tell the noise. */
    @ParameterizedTest
    @CsvSource({
        "fanout, serial",
        "fanout, concurrent",
        "fanout, ''",
        "cpu-turns, serial",
        "cpu-turns, concurrent",
        "cpu-turns, ''"
    })
    void slowerVersionIsFoundByComparingTwoRuns(String experiment, String request) {
        List<Recorded> recorded = RecordedTrials.of(experiment);
        String figure = "median of " + (request.isEmpty() ? "serial" : request);
        int found = 0;
        int improved = 0;
        for (int run = 0; run < COMPARED_RUNS; run++) {
            var condition = changed(experiment, recorded, request, PLANTED, run);
            found += condition.change() == Change.REGRESSED
                            && condition.figures().stream()
                                    .anyMatch(one -> one.quantity().equals(figure) && one.change() == Change.REGRESSED)
                    ? 1
                    : 0;
            improved += condition.change() == Change.IMPROVED ? 1 : 0;
        }
        report("power of compare", experiment + ", " + (request.isEmpty() ? "all" : request), found, COMPARED_RUNS);
        assertThat((double) found / COMPARED_RUNS).isGreaterThanOrEqualTo(0.9);
        assertThat(improved).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "cpu-turns"})
    void sameVersionIsCalledChangedInAtMostOneOfTwentyComparisons(String experiment) {
        List<Recorded> recorded = RecordedTrials.of(experiment);
        int changed = 0;
        for (int run = 0; run < COMPARED_RUNS; run++) {
            changed += changed(experiment, recorded, "", 1, run).change().different() ? 1 : 0;
        }
        report("comparisons that say 'changed'", experiment, changed, COMPARED_RUNS);
        assertThat((double) changed / COMPARED_RUNS).isLessThanOrEqualTo(0.05);
    }

    /**
     * The claims' own correction. Of each figure it is asked whether it is at most, and whether it is at least, what it
     * really is: both are so, and to say no of any is wrong.
     */
    @Test
    void claimsOnTheEdgeAreContradictedInAtMostOneRunOfTwenty() {
        List<Recorded> recorded = RecordedTrials.of("fanout");
        List<Claim> claims = onTheEdge(recorded);
        int wrong = 0;
        for (int run = 0; run < HONEST_RUNS; run++) {
            List<Verdict> verdicts = Judge.judge(simulated("fanout", recorded, "", 1, run), claims);
            wrong += verdicts.stream().anyMatch(verdict -> verdict.ruling() == Verdict.Ruling.CONTRADICTED) ? 1 : 0;
        }
        report("runs that contradict a true claim on its edge", "fanout", wrong, HONEST_RUNS);
        assertThat(claims).hasSize(10);
        assertThat((double) wrong / HONEST_RUNS).isLessThanOrEqualTo(0.05);
    }

    /** Claims do not rest on the second of the pair, so what is planted there changes no verdict. */
    @ParameterizedTest
    @ValueSource(doubles = {1, PLANTED})
    void honestTwinPassesWhateverIsPlantedBesideIt(double factor) {
        List<Recorded> recorded = RecordedTrials.of("fanout");
        for (int run = 0; run < 50; run++) {
            MadeUpRun simulated = simulated("fanout", recorded, "", factor, run);
            assertThat(Judge.judge(simulated, claims("Q01", "Q02", "Q03")))
                    .allSatisfy(verdict ->
                            assertThat(verdict.ruling()).as(verdict.reason()).isEqualTo(Verdict.Ruling.SUPPORTED));
        }
    }

    /** By the files of a run on the disk, as the commands do. */
    @ParameterizedTest
    @CsvSource({"1, WITHIN_NOISE", "1.05, DIFFERENT"})
    void storedRunSaysSoInItsReport(double factor, String ruling) throws Exception {
        simulated("fanout", RecordedTrials.of("fanout"), "serial", factor, 0)
                .writeTo(dir, List.of("Q01", "Q02", "Q03"), List.of(TARGET));
        StoredRun stored = StoredRun.load(dir);

        Path page = Report.write(stored, Judge.judge(stored, CATALOGUE), CATALOGUE);
        String report = Files.readString(page.resolveSibling("report.en.md"));

        JsonNode aa = JsonMapper.shared().readTree(Files.readString(dir.resolve(Report.AA)));
        assertThat(aa.get("ruling").asString()).isEqualTo(ruling);
        List<String> slower = aa.get("figures")
                .valueStream()
                .filter(figure -> figure.get("differentAmongAll").asBoolean())
                .map(figure -> figure.get("quantity").asString())
                .toList();
        if (factor == 1) {
            assertThat(slower).isEmpty();
            assertThat(report).contains("within noise");
        } else {
            assertThat(slower)
                    .contains("median of serial")
                    .doesNotContain("median of one-call", "median of concurrent");
            assertThat(report).contains("this run has noise that its intervals do not know of");
        }
    }

    @Test
    void recordedTrialsAreManyAndDiffer() {
        for (String experiment : List.of("fanout", "cpu-turns")) {
            List<Recorded> recorded = RecordedTrials.of(experiment);
            assertThat(recorded).hasSizeGreaterThanOrEqualTo(2 * ROUNDS);
            assertThat(recorded.stream()
                            .map(trial -> trial.byRequest().get("serial"))
                            .distinct()
                            .count())
                    .isGreaterThan(ROUNDS);
        }
    }

    private static boolean slower(AaComparison aa, String quantity) {
        return aa.figures().stream()
                .filter(figure -> figure.quantity().equals(quantity))
                .anyMatch(figure -> figure.differentAmongAll() && figure.ratio() > 1);
    }

    private static AaComparison compared(MadeUpRun run) {
        return AaComparison.of(run, CATALOGUE).orElseThrow();
    }

    /** Twenty trials, of which every second is slower. */
    private static MadeUpRun simulated(
            String experiment, List<Recorded> recorded, String request, double factor, int seed) {
        return run(experiment, draw(recorded, 2 * ROUNDS, seed), request, 1, factor);
    }

    /** What comparing two runs says of the condition. */
    private static RunComparison.ConditionChange changed(
            String experiment, List<Recorded> recorded, String request, double factor, int seed) {
        List<Recorded> drawn = draw(recorded, 4 * ROUNDS, seed);
        MadeUpRun older = run(experiment, drawn.subList(0, 2 * ROUNDS), request, 1, 1);
        MadeUpRun newer = run(experiment, drawn.subList(2 * ROUNDS, 4 * ROUNDS), request, factor, factor);
        List<Claim> claims = experiment.equals("fanout") ? claims("Q01", "Q02", "Q03") : claims("Q10");
        return RunComparison.of(older, Judge.judge(older, claims), newer, Judge.judge(newer, claims), CATALOGUE)
                .conditions()
                .getFirst();
    }

    private static List<Recorded> draw(List<Recorded> recorded, int count, int seed) {
        return RecordedTrials.draw(recorded, count, new SplittableRandom(seed));
    }

    /** Two trials in each round, by turns, each slower by its factor. */
    private static MadeUpRun run(String experiment, List<Recorded> drawn, String request, double first, double second) {
        var run = new MadeUpRun().asked(TARGET);
        for (int round = 0; round < drawn.size() / 2; round++) {
            run.measured(
                    experiment,
                    TARGET,
                    drawn.get(2 * round).slower(request, first).madeUp());
            run.measured(
                    experiment + "-again",
                    TARGET,
                    drawn.get(2 * round + 1).slower(request, second).madeUp());
        }
        return run;
    }

    private static List<Claim> claims(String... ids) {
        return Stream.of(ids).map(id -> CATALOGUE.claim(id).orElseThrow()).toList();
    }

    /** For each figure of the experiment's claims: that it is at most, and that it is at least, the median of all recorded trials. */
    private static List<Claim> onTheEdge(List<Recorded> recorded) {
        var all = new MadeUpRun().asked(TARGET);
        recorded.forEach(trial -> all.measured("fanout", TARGET, trial.madeUp()));
        var edges = new ArrayList<Claim>();
        for (Claim claim : claims("Q01", "Q02", "Q03")) {
            for (Case oneCase : claim.cases()) {
                for (Measure measure : oneCase.measures()) {
                    double truth = truth(all, measure);
                    edges.add(
                            claim(claim, edges.size(), measure, new Expectation(null, truth, Text.same("its truth"))));
                    edges.add(
                            claim(claim, edges.size(), measure, new Expectation(truth, null, Text.same("its truth"))));
                }
            }
        }
        return edges;
    }

    private static double truth(MadeUpRun all, Measure measure) {
        double[] sorted = all.trials().stream()
                .mapToDouble(trial -> {
                    try {
                        return measure.quantity().of(all, trial, measure.asked());
                    } catch (UnmeasurableException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .sorted()
                .toArray();
        return Math.sqrt(sorted[(sorted.length - 1) / 2] * sorted[sorted.length / 2]);
    }

    private static Claim claim(Claim like, int number, Measure measure, Expectation expected) {
        var edge = new Measure(
                measure.quantity(),
                measure.baseline(),
                measure.treatment(),
                measure.request(),
                measure.against(),
                measure.over(),
                Map.of(),
                Scale.ONE,
                1,
                expected,
                measure.theory());
        return new Claim(
                "E" + number,
                like.title(),
                like.restatement(),
                like.citations(),
                null,
                like.experiment(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(new Case(Text.same("its edge"), null, List.of(), List.of(edge), List.of(), null)),
                List.of(),
                List.of(),
                null);
    }

    private static void report(String what, String of, int count, int cases) {
        if (WHOLE) {
            System.out.printf(
                    Locale.ROOT,
                    "planted | %s | %s | %d of %d | %.2f %%%n",
                    what,
                    of,
                    count,
                    cases,
                    100.0 * count / cases);
        }
    }
}
