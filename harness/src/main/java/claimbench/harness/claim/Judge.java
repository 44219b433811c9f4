package claimbench.harness.claim;

import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import claimbench.harness.stats.Estimate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a run measured into verdicts. A pure function of the stored data: the same run gets the same verdicts.
 *
 * <p>The idea: a claim is cut into cells, one for each of its cases on each target that it is about ({@link Subjects}).
 * A cell holds where the whole interval of every one of its figures lies in the expected range, fails where the whole
 * interval of some figure lies outside, and is undecided otherwise. Then
 *
 * <pre>
 *   some cell undecided       INCONCLUSIVE   the reason names it, and what the others said
 *   all cells hold            SUPPORTED
 *   no cell holds             CONTRADICTED
 *   some hold and some fail   QUALIFIED      the conditions name them
 * </pre>
 *
 * <p>Where a program shows a claim, a cell holds if the program's trace is the expected one, line by line ({@link
 * TraceCells}).
 *
 * <p>A cell is also undecided, whatever its figures, where they cannot be trusted: a trial failed or is missing; there
 * are fewer than {@value #TRIALS_MIN} trials (one speaks for one JVM only); a trust check failed that matters to the
 * claim (all do, but for those that the claim's entry lists with a reason); or a figure could not be computed. Doubtful
 * trials are never left out: what is left after leaving out would be chosen by its result. (A trial that something beside it disturbed
 * may have been measured again, once, before anybody looked at its figures; then the second one is what is judged.)
 *
 * <p>Several claims of a run are corrected for by Holm's procedure ({@link Family}). Within a claim, SUPPORTED needs
 * every figure to agree, so it needs no correction for there being many: a chance error in one of them cannot bring it
 * about (R. L. Berger, Technometrics 24(4), 1982, on intersection-union tests). Where figures lie outside, the level is
 * that of each figure.
 */
public final class Judge {
    /** Level of confidence of a run: that no claim is decided wrongly by chance. */
    public static final double LEVEL = 0.95;

    /** Fewest trials that a verdict may rest on. */
    public static final int TRIALS_MIN = 2;

    private Judge() {}

    /** Judges the claims that a stored run was asked about, in the order of the catalogue. */
    public static List<Verdict> judge(StoredRun run, Catalogue catalogue) {
        return judge(
                Observations.of(run),
                catalogue.claims().stream()
                        .filter(claim -> run.run().claims().contains(claim.id()))
                        .toList());
    }

    /** Judges the claims of a run together, in their order, at the run's level. */
    public static List<Verdict> judge(Observations run, List<Claim> claims) {
        return judge(run, claims, run.level());
    }

    /**
     * Judges the claims of a run at another level, for one that looks at its results before it ends ({@link
     * claimbench.harness.stats.Looks}).
     *
     * @param level of confidence of all verdicts together, above 0 and below 1
     */
    public static List<Verdict> judge(Observations run, List<Claim> claims, double level) {
        var family = new Family(level);
        for (Claim claim : claims) {
            if (Family.needsIntervals(claim) && mayBeDecided(run, claim)) {
                family.add(claim, cells(run, claim, Subjects.of(run, claim).targets()));
            }
        }
        return claims.stream().map(claim -> judge(run, claim, family)).toList();
    }

    /** Judges one claim as if it had been the only one. */
    public static Verdict judge(Observations run, Claim claim) {
        return judge(run, List.of(claim)).getFirst();
    }

    private static Verdict judge(Observations run, Claim claim, Family family) {
        if (claim.notTestable() != null) {
            return new Verdict(
                    claim,
                    Ruling.NOT_TESTABLE,
                    Basis.ANALOGY,
                    LEVEL,
                    claim.notTestable(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        }
        return claim.shownByProgram() ? byProgram(run, claim) : underLoad(run, claim, family);
    }

    /** By what its program did. */
    private static Verdict byProgram(Observations run, Claim claim) {
        List<String> subjects = TraceCells.subjects(run);
        List<Cell> cells = TraceCells.of(run, claim);
        boolean direct = TraceCells.direct(run);
        var circumstances = new ArrayList<Text>();
        if (!subjects.isEmpty() && !direct) {
            circumstances.add(new Text(
                    "on " + Wording.list(subjects) + " only: Python itself was not run",
                    "只在 " + Wording.listZh(subjects) + " 上：没有运行 Python 本身"));
        }
        return verdict(
                run,
                claim,
                direct ? Basis.DIRECT : Basis.ANALOGY,
                LEVEL,
                cells,
                subjects,
                new Text("Its program was not run.", "没有运行它的程序。"),
                circumstances);
    }

    /** One cell for each case on each of these targets, at the run's level. */
    private static List<Cell> cells(Observations run, Claim claim, List<String> targets) {
        var cells = new ArrayList<Cell>();
        for (Case oneCase : claim.cases()) {
            for (String target : targets) {
                if (speaksOf(run, claim, oneCase, target)) {
                    cells.add(
                            cell(run, claim, claim.experimentOf(oneCase), oneCase.label(), oneCase.measures(), target));
                }
            }
        }
        return cells;
    }

    /** What stands beside the figures of the same cells, and decides nothing. */
    private static List<ShownRow> shown(Observations run, Claim claim, List<String> targets, double level) {
        var rows = new ArrayList<ShownRow>();
        for (Case oneCase : claim.cases()) {
            for (String target : targets) {
                if (speaksOf(run, claim, oneCase, target)) {
                    List<Trial> trials = trials(run, claim.experimentOf(oneCase), target);
                    oneCase.shown()
                            .forEach(shown -> ShownRow.of(run, oneCase.label(), shown, target, trials, level)
                                    .ifPresent(rows::add));
                }
            }
        }
        return List.copyOf(rows);
    }

    /** Whether each of its cases was to have as many trials as a verdict needs, on each of its targets: with fewer it is open from the start. */
    private static boolean mayBeDecided(Observations run, Claim claim) {
        List<String> targets = Subjects.of(run, claim).targets();
        return claim.cases().stream()
                .allMatch(oneCase -> targets.stream()
                        .filter(target -> speaksOf(run, claim, oneCase, target))
                        .allMatch(target -> oneCase.measures().stream()
                                .allMatch(measure -> trialsPlanned(run, claim.experimentOf(oneCase), target, measure)
                                        >= TRIALS_MIN)));
    }

    /** How many trials a figure was to be made of. */
    static long trialsPlanned(Observations run, String experiment, String target, Measure measure) {
        return run.plan().stream()
                .filter(planned -> planned.condition().experiment().equals(experiment)
                        && planned.condition().target().equals(target))
                .filter(planned -> baselineWasPlanned(run, measure.against(), planned.round(), target))
                .count();
    }

    /** A case that names targets speaks of no others; one with an experiment of its own of those that this measured. */
    private static boolean speaksOf(Observations run, Claim claim, Case oneCase, String target) {
        boolean named = oneCase.targets().isEmpty() || oneCase.targets().contains(target);
        return named
                && (oneCase.experiment() == null
                        || run.plan().stream()
                                .map(PlannedTrial::condition)
                                .anyMatch(condition -> condition.experiment().equals(claim.experimentOf(oneCase))
                                        && condition.target().equals(target)));
    }

    /** By what was measured of targets. */
    private static Verdict underLoad(Observations run, Claim claim, Family family) {
        var subjects = Subjects.of(run, claim);
        List<String> targets = subjects.targets();
        double level = family.level(claim);
        List<Cell> cells = family.has(claim) ? family.cells(claim) : cells(run, claim, targets);
        List<Cell> beside = cells(run, claim, subjects.beside()).stream()
                .map(cell -> cell.at(level))
                .toList();
        var circumstances = new ArrayList<Text>();
        subjects.leftOut().ifPresent(circumstances::add);
        circumstances.addAll(circumstances(run, claim, targets));
        family.whyOpen(claim).ifPresent(circumstances::add);
        List<MapResult> maps = claim.maps().stream()
                .map(map -> Maps.judge(run, claim, map, targets, subjects.beside()))
                // One place is no map: beside cases it would say again what these do.
                .filter(map -> claim.mapsDecide() || map.places() > 1)
                .toList();
        if (!beside.isEmpty()) {
            circumstances.add(beside(answer(claim, beside).reason()));
        }
        for (MapResult map : maps) {
            Text shown = map.besideIt();
            if (shown != null) {
                circumstances.add(beside(shown));
            }
            Text flagged = map.beside().flagged();
            if (flagged != null) {
                circumstances.add(new Text(
                        "beside theory, over " + map.sweep().axis().en() + ": " + flagged.en(),
                        "对照理论，按" + map.sweep().axis().zh() + "扫描：" + flagged.zh()));
            }
        }
        if (claim.mapsDecide()) {
            Ruling ruling = Maps.ruling(maps);
            return new Verdict(
                    claim,
                    ruling,
                    Basis.ANALOGY,
                    run.level(),
                    targets.isEmpty() ? subjects.whyNone() : subjects.completed(ruling, Maps.inShort(maps, ruling)),
                    maps.stream().flatMap(map -> map.open().stream()).toList(),
                    List.copyOf(circumstances),
                    targets,
                    brought(run, targets),
                    rows(maps, targets::contains),
                    rows(maps, subjects.beside()::contains),
                    List.of(),
                    List.of(),
                    maps);
        }
        maps.stream()
                .map(map -> new Text(
                        "over " + map.sweep().axis().en() + ": "
                                + map.sentence().en().replaceFirst("\\.$", ""),
                        "按" + map.sweep().axis().zh() + "扫描："
                                + map.sentence().zh().replaceFirst("。$", "")))
                .forEach(circumstances::add);
        // Every claim is about Python. The targets that come with claimbench are written in Java; in what language
        // others are written is not known, so nobody can call them the claim's own subject.
        Verdict verdict = verdict(run, claim, Basis.ANALOGY, level, cells, targets, subjects.whyNone(), circumstances);
        return verdict.because(subjects.completed(verdict.ruling(), verdict.because()))
                .with(
                        beside.stream().flatMap(cell -> cell.rows().stream()).toList(),
                        shown(
                                run,
                                claim,
                                Stream.concat(targets.stream(), subjects.beside().stream())
                                        .toList(),
                                level),
                        maps);
    }

    private static List<Row> rows(List<MapResult> maps, Predicate<String> target) {
        return maps.stream()
                .flatMap(map -> map.rows().stream())
                .filter(row -> target.test(row.evidence().target()))
                .toList();
    }

    /** What targets do that the claim does not speak of. */
    private static Text beside(Text said) {
        return new Text(
                "beside it, and not judged: " + said.en().substring(0, 1).toLowerCase(Locale.ROOT)
                        + said.en().substring(1).replaceFirst("\\.$", ""),
                "作为对照、不参与判定：" + said.zh().replaceFirst("。$", ""));
    }

    private static List<String> brought(Observations run, List<String> targets) {
        return targets.stream().filter(target -> run.url(target).isPresent()).toList();
    }

    private static Verdict verdict(
            Observations run,
            Claim claim,
            Basis basis,
            double level,
            List<Cell> cells,
            List<String> targets,
            Text whyNoCells,
            List<Text> circumstances) {
        Answer answer = cells.isEmpty() ? new Answer(Ruling.INCONCLUSIVE, whyNoCells, List.of()) : answer(claim, cells);
        var conditions = new ArrayList<>(answer.conditions);
        conditions.addAll(circumstances);
        return new Verdict(
                claim,
                answer.ruling,
                basis,
                level,
                answer.reason,
                OpenPoint.of(in(cells, Cell.State.UNDECIDED)),
                List.copyOf(conditions),
                targets,
                brought(run, targets),
                cells.stream().flatMap(cell -> cell.rows().stream()).toList(),
                List.of(),
                List.of(),
                cells.stream().flatMap(cell -> cell.traces().stream()).toList(),
                List.of());
    }

    /** What cells say together, and under which conditions. */
    private record Answer(Ruling ruling, Text reason, List<Text> conditions) {}

    private static Answer answer(Claim claim, List<Cell> cells) {
        var holding = in(cells, Cell.State.HOLDS);
        var failing = in(cells, Cell.State.FAILS);
        var undecided = in(cells, Cell.State.UNDECIDED);
        if (!undecided.isEmpty()) {
            return new Answer(
                    Ruling.INCONCLUSIVE,
                    Wording.text(claim, wording -> wording.inconclusive(undecided, holding, failing)),
                    List.of());
        }
        if (failing.isEmpty()) {
            return new Answer(Ruling.SUPPORTED, Wording.text(claim, wording -> wording.supported(cells)), List.of());
        }
        if (holding.isEmpty()) {
            return new Answer(
                    Ruling.CONTRADICTED, Wording.text(claim, wording -> wording.contradicted(cells)), List.of());
        }
        return new Answer(
                Ruling.QUALIFIED,
                Wording.text(claim, wording -> wording.qualified(holding, failing)),
                Wording.texts(claim, wording -> wording.conditions(holding, failing)));
    }

    private static List<Cell> in(List<Cell> cells, Cell.State state) {
        return cells.stream().filter(cell -> cell.state() == state).toList();
    }

    /**
     * What some trials say of some figures.
     *
     * @param experiment whose trials, by id
     * @param label of the case, or of the point of a map
     */
    static Cell cell(
            Observations run, Claim claim, String experiment, Text label, List<Measure> measures, String target) {
        List<Trial> trials = trials(run, experiment, target);
        var doubts = new ArrayList<>(doubts(run, claim, experiment, target));
        measures.stream()
                .map(Measure::against)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(against -> doubtsOfBaseline(run, claim, against, target).stream()
                        .filter(doubt -> !doubts.contains(doubt))
                        .forEach(doubts::add));
        List<Trial> completed = trials.stream().filter(Trial::completed).toList();
        var rows = new ArrayList<Row>();
        if (!completed.isEmpty()) {
            for (Measure measure : measures) {
                try {
                    rows.add(row(run, label, measure, target, completed));
                } catch (UnmeasurableException e) {
                    doubts.add(notComputed(measure.quantity(), e.text()));
                } catch (RuntimeException e) {
                    // Doubt is a value: what cannot be computed is said, and decides nothing.
                    doubts.add(notComputed(measure.quantity(), new Text(String.valueOf(e.getMessage()), "计算出错")));
                }
            }
        }
        Map<String, Object> settings = Map.of();
        try {
            settings = completed.isEmpty() ? Map.of() : run.settings(completed.getFirst());
        } catch (IOException e) {
            doubts.add(Doubt.that(
                    DoubtKind.NOT_COMPUTED,
                    "what the target said of itself cannot be read: " + e.getMessage(),
                    "无法读取目标对自身的说明"));
        }
        return new Cell(label, target, List.copyOf(rows), List.of(), List.copyOf(doubts), settings);
    }

    private static Doubt notComputed(Quantity quantity, Text why) {
        return Doubt.that(
                DoubtKind.NOT_COMPUTED,
                quantity.label() + " could not be computed: " + why.en(),
                "无法算出" + quantity.labelZh() + "：" + why.zh());
    }

    /** What is doubtful on the other side of a comparison is doubtful of the comparison. */
    private static List<Doubt> doubtsOfBaseline(Observations run, Claim claim, Against against, String target) {
        String other = against.targetFor(target);
        return doubts(run, claim, against.experiment(), other).stream()
                .map(doubt -> doubt.trials() == 0
                        ? doubt
                        : new Doubt(
                                doubt.kind(),
                                doubt.check(),
                                new Text(
                                        doubt.said().en() + ", of " + against.experiment() + " on " + other
                                                + ", which it is compared with",
                                        "所对比的 " + other + " 上的 " + against.experiment() + "："
                                                + doubt.said().zh()),
                                doubt.trials(),
                                doubt.of(),
                                doubt.where(),
                                doubt.detail()))
                .toList();
    }

    /** Those of one condition that ended, failed ones included. */
    static List<Trial> trials(Observations run, @Nullable String experiment, String target) {
        return run.trials().stream()
                .filter(trial -> trial.condition().experiment().equals(experiment))
                .filter(trial -> trial.condition().target().equals(target))
                .toList();
    }

    /** Why the trials of a target cannot be trusted to decide anything about a claim, in any of the experiments it is judged by. */
    static List<Doubt> doubts(Observations run, Claim claim, String target) {
        return claim.experimentsJudged().stream()
                .filter(experiment -> claim.experimentsJudged().size() == 1
                        || run.plan().stream()
                                .map(PlannedTrial::condition)
                                .anyMatch(condition -> condition.experiment().equals(experiment)
                                        && condition.target().equals(target)))
                .flatMap(experiment -> doubts(run, claim, experiment, target).stream())
                .distinct()
                .toList();
    }

    /** Why the trials of a condition cannot be trusted to decide anything about a claim. */
    private static List<Doubt> doubts(Observations run, Claim claim, String experiment, String target) {
        return doubts(run, experiment, target, check -> claim.waiver(check).isEmpty());
    }

    /**
     * Why the trials of a condition cannot be trusted to decide anything.
     *
     * @param matters which trust checks do
     */
    static List<Doubt> doubts(
            Observations run, @Nullable String experiment, String target, Predicate<TrustCheck> matters) {
        List<Trial> trials = trials(run, experiment, target);
        if (trials.isEmpty()) {
            return List.of(Doubt.that(DoubtKind.NOT_MEASURED, "it was not measured", "没有测量"));
        }
        var doubts = new ArrayList<Doubt>();
        List<Trial> failed = trials.stream().filter(trial -> !trial.completed()).toList();
        if (!failed.isEmpty()) {
            Trial first = failed.getFirst();
            doubts.add(Doubt.ofTrials(
                    DoubtKind.FAILED,
                    new Text("%s trials failed", "%of 次试验中有 %n 次失败"),
                    failed.size(),
                    trials.size(),
                    first.id(),
                    first.message() == null ? "" : first.message()));
        }
        int missing = (int) run.plan().stream()
                .filter(planned -> planned.condition().experiment().equals(experiment))
                .filter(planned -> planned.condition().target().equals(target))
                .map(PlannedTrial::id)
                .filter(id -> trials.stream().noneMatch(trial -> trial.id().equals(id)))
                .count();
        if (missing > 0) {
            doubts.add(Doubt.ofTrials(
                    DoubtKind.MISSING,
                    new Text("%s trials are missing", "%of 次试验中有 %n 次缺失"),
                    missing,
                    trials.size() + missing,
                    "",
                    ""));
        }
        if (trials.size() < TRIALS_MIN && missing == 0) {
            doubts.add(Doubt.that(DoubtKind.ONE_TRIAL, Doubt.ONE_TRIAL));
        }
        doubts.addAll(failedChecks(trials, matters));
        run.findings().stream()
                .filter(finding -> finding.failed() && matters.test(finding.check()))
                .map(finding -> Doubt.ofCheck(
                        finding.check(),
                        new Text(
                                "trust check " + finding.check().name() + " failed for the whole run",
                                "可信度检查 " + inChinese(finding.check()) + "在整个运行中未通过"),
                        0,
                        0,
                        "",
                        finding.detail()))
                .forEach(doubts::add);
        return doubts;
    }

    /** Each trust check that matters and failed, with the first trial where it did. */
    private static List<Doubt> failedChecks(List<Trial> trials, Predicate<TrustCheck> matters) {
        var failures = new LinkedHashMap<TrustCheck, List<Failure>>();
        for (Trial trial : trials) {
            for (Trial.Finding finding : trial.findings()) {
                if (finding.failed() && matters.test(finding.check())) {
                    failures.computeIfAbsent(finding.check(), check -> new ArrayList<>())
                            .add(new Failure(trial.id(), finding.detail()));
                }
            }
        }
        return failures.entrySet().stream()
                .map(entry -> Doubt.ofCheck(
                        entry.getKey(),
                        new Text(
                                "trust check " + entry.getKey().name() + " failed in %s trials",
                                "可信度检查 " + inChinese(entry.getKey()) + "在 %of 次试验中有 %n 次未通过"),
                        entry.getValue().size(),
                        trials.size(),
                        entry.getValue().getFirst().trial,
                        entry.getValue().getFirst().detail))
                .toList();
    }

    private record Failure(String trial, String detail) {}

    private static String inChinese(TrustCheck check) {
        return check.name() + "（" + check.nameZh() + "）";
    }

    private static Row row(Observations run, Text label, Measure measure, String target, List<Trial> trials)
            throws UnmeasurableException {
        var samples = new ArrayList<Row.Sample>();
        for (Trial trial : trials) {
            if (baselineWasPlanned(run, measure.against(), trial.round(), target)) {
                samples.add(sample(run, measure, trial));
            }
        }
        if (samples.isEmpty()) {
            throw new UnmeasurableException(
                    "it was measured in no round together with what it is compared with", "没有哪一轮同时测了它和所对比的一方");
        }
        int factor = factor(run, measure, measure.relativeTo(), trials);
        int theoryFactor = factor(
                run, measure, Objects.requireNonNullElse(measure.theory().relativeTo(), measure.relativeTo()), trials);
        Estimate estimate = measure.quantity()
                .estimate(
                        run.level(),
                        samples.stream().mapToDouble(Row.Sample::value).toArray());
        var evidence = new Evidence(
                target,
                measure.quantity().wireName(),
                parameters(measure.parameters(), trials.getFirst()),
                estimate.value(),
                Evidence.low(estimate),
                Evidence.high(estimate),
                times(measure.expected().low(), factor),
                times(measure.expected().high(), factor),
                exactly(measure.theory().value() * theoryFactor),
                estimate.n());
        return new Row(label, measure, evidence, List.copyOf(samples));
    }

    /** Points of maps have fewer rounds than others: where only one side was to be measured there is nothing to compare. */
    static boolean baselineWasPlanned(Observations run, @Nullable Against against, int round, String target) {
        return against == null
                || run.plan().stream()
                        .filter(planned -> planned.round() == round)
                        .map(PlannedTrial::condition)
                        .anyMatch(condition -> condition.experiment().equals(against.experiment())
                                && condition.target().equals(against.targetFor(target)));
    }

    private static Row.Sample sample(Observations run, Measure measure, Trial trial) throws UnmeasurableException {
        double value = measure.quantity().of(run, trial, measure.asked());
        return measure.quantity().compares()
                ? new Row.Sample(
                        trial.id(),
                        value,
                        Quantity.medianNanos(run, trial, measure.asked().baselineName()),
                        Quantity.medianNanos(run, trial, measure.asked().treatmentName()))
                : new Row.Sample(trial.id(), value, null, null);
    }

    /**
     * What the expectation, or the theory, is a multiple of: the same in all trials, or they cannot be taken together.
     */
    private static int factor(Observations run, Measure measure, Scale scale, List<Trial> trials)
            throws UnmeasurableException {
        var factors = new TreeSet<Integer>();
        for (Trial trial : trials) {
            if (measure.coresMin() > 1 && Scale.CORES.factor(run, trial) < measure.coresMin()) {
                int cores = Scale.CORES.factor(run, trial);
                throw new UnmeasurableException(
                        "it means nothing on fewer than " + measure.coresMin() + " cores, and the target may use "
                                + cores,
                        "少于 " + measure.coresMin() + " 个核时没有意义，而目标可以使用 " + cores + " 个");
            }
            factors.add(scale.factor(run, trial));
        }
        if (factors.size() != 1 || factors.first() < 1) {
            throw new UnmeasurableException(
                    "trials do not agree on the number of " + scale.wireName() + ": " + factors,
                    "各次试验的" + scale.zh() + "不一致：" + factors);
        }
        return factors.first();
    }

    /** What readers need to know of the load, numbers as numbers. */
    static Map<String, Object> parameters(Map<String, Object> own, Trial trial) {
        var parameters = new LinkedHashMap<String, Object>();
        trial.condition().parameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> parameters.put(entry.getKey(), number(entry.getValue())));
        Workload load = trial.condition().workload();
        switch (load.model()) {
            case CLOSED -> {
                parameters.put("workload", "closed");
                parameters.put("users", load.users());
            }
            case OPEN -> {
                parameters.put("workload", "open, " + load.rate().shape().wireName());
                parameters.put("arrivals", load.spacing().wireName());
                parameters.put("requestsPerSecond", load.rate().toString());
            }
        }
        parameters.putAll(own);
        return parameters;
    }

    private static Object number(String text) {
        return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }

    /** What of the way it was measured a reader must know. */
    private static List<Text> circumstances(Observations run, Claim claim, List<String> targets) {
        var circumstances = new ArrayList<Text>();
        List<String> sharing = targets.stream()
                .filter(target -> run.url(target).isEmpty())
                .filter(target -> claim.experimentsJudged().stream()
                        .flatMap(experiment -> trials(run, experiment, target).stream())
                        .anyMatch(trial -> !trial.condition().cpus().apart()))
                .toList();
        if (!sharing.isEmpty()) {
            circumstances.add(new Text(
                    "the load shared cores with the target on " + Wording.list(sharing),
                    "负载与目标共用核：" + Wording.listZh(sharing)));
        }
        for (String target : targets) {
            // Where it runs, the run's record knows; what is published need not say it.
            if (run.url(target).isPresent()) {
                circumstances.add(new Text(
                        target + " was already running, on cores and with settings that are not the run's",
                        target + " 事先已在运行，所用的核与设置不由本次运行决定"));
            }
        }
        return circumstances;
    }

    private static @Nullable Double times(@Nullable Double bound, int factor) {
        return bound == null ? null : (Double) exactly(bound * factor);
    }

    /** Takes away what binary fractions add: 3 times 1.1 is 3.3. */
    private static double exactly(double value) {
        return new BigDecimal(value).round(new MathContext(12)).doubleValue();
    }
}
