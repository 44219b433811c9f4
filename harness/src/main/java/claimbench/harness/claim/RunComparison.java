package claimbench.harness.claim;

import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import claimbench.harness.stats.Change;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two runs side by side: what became of each condition and of each claim that both have. A pure function of the stored data.
 *
 * <p>The idea: each figure of B is divided by the same figure of A, and {@link Change} says of the ratio what it is. Two things
 * guard against finding what is not there, and a limit to the noise against missing what is. A difference counts only beyond the noise that the runs showed when they measured one
 * condition twice ({@link RunNoise}); and all differences that are reported are right together with 95 %, by Holm's procedure over
 * every figure that was compared ({@link FigurePair}).
 *
 * <p>A condition, or a claim, is what its figures are:
 *
 * <pre>
 *   some figure regressed         REGRESSED      whatever others did: nothing is bought unseen
 *   some figure improved          IMPROVED
 *   all figures within noise      WITHIN_NOISE
 *   otherwise                     INCONCLUSIVE
 * </pre>
 *
 * <p>A claim that a program shows has no noise: it is what its verdict, and its traces, have become. Where trials of either run
 * cannot be trusted, their figures say nothing, as for a verdict.
 *
 * <p>What it cannot know: whatever changed on the machine from one run to the other is in every ratio, and in no run's own noise.
 *
 * @param level of confidence of all differences together
 * @param noise that the runs showed of themselves, by kind of figure; empty where neither measured a condition twice
 * @param conditions that both have, in the order of A's plan
 * @param claims that both were asked about, in the order of the catalogue
 * @param unpaired what only one of them has, or both in another way
 */
public record RunComparison(
        double level,
        List<RunNoise.Kind> noise,
        List<ConditionChange> conditions,
        List<ClaimChange> claims,
        List<Unpaired> unpaired) {

    /** Trials of a claim, or of a condition, of which one run has what the other has not. */
    public record Unpaired(String what, Text why) {}

    /**
     * A condition of both.
     *
     * @param doubts why its trials say nothing; empty where they do
     */
    public record ConditionChange(
            String experiment, String target, Change change, List<Text> doubts, List<FigureChange> figures) {}

    /**
     * A claim of both.
     *
     * @param a its verdict in A
     * @param b its verdict in B
     * @param sameTraces whether a program shows it, and did the same in both
     * @param doubts why nothing can be said of it; empty where something can
     */
    public record ClaimChange(
            String claim,
            String title,
            Ruling a,
            Ruling b,
            Change change,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sameTraces,
            List<Text> doubts,
            List<FigureChange> figures) {}

    /**
     * A figure of both.
     *
     * @param target it was measured on
     * @param ofCase which case of the claim it belongs to; null where it is of a condition
     * @param quantity in words, as it is called in data
     * @param kind of quantity, which has its noise
     * @param a the typical trial of A: the median
     * @param b the typical trial of B
     * @param ratio B over A; null where it means nothing, since one is zero
     * @param low lower end of its interval; null where there is none
     * @param high upper end; null where there is none
     * @param hedgesG how far the mean of B lies above that of A, in standard deviations of trials; null with one trial, or where
     *     nothing scatters
     * @param cliffsDelta how much oftener a trial of B lies above one of A than below, from −1 to 1
     * @param level of confidence of the interval
     * @param noise factor below which a ratio is noise; null where it is not known
     * @param trialsA how many trials of A
     * @param trialsB how many trials of B
     */
    public record FigureChange(
            String target,
            @JsonProperty("case") @Nullable Text ofCase,
            String quantity,
            String kind,
            double a,
            double b,
            @Nullable Double ratio,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double hedgesG,
            double cliffsDelta,
            double level,
            @Nullable Double noise,
            int trialsA,
            int trialsB,
            Change change) {

        /** Whether it is open because the runs differ from themselves by too much. */
        public boolean tooNoisy() {
            return change == Change.INCONCLUSIVE && noise != null && noise > noiseMax();
        }

        /** The widest noise under which this kind of figure can be said to be unchanged. */
        public double noiseMax() {
            return RunNoise.factorMax(kind);
        }

        /** Why nothing can be said of its ratio; null where something can, or where it has none. */
        @JsonProperty
        public @Nullable Text why() {
            if (change != Change.INCONCLUSIVE || ratio == null) {
                return null;
            }
            if (noise == null) {
                return NO_NOISE;
            }
            if (tooNoisy()) {
                return TOO_NOISY;
            }
            boolean differs = low != null && high != null && (low > 1 || high < 1);
            return differs ? NO_MORE_THAN_NOISE : TOO_UNEVEN;
        }

        /** What it is called, in English. */
        public String name() {
            return ofCase == null ? quantity : ofCase.en() + ": " + quantity;
        }
    }

    /** The kinds of figures of which the runs' own noise is too large, each with that noise as a factor; empty where of none. */
    public static Map<String, Double> tooNoisy(List<FigureChange> figures) {
        var noiseByKind = new LinkedHashMap<String, Double>();
        figures.stream()
                .filter(FigureChange::tooNoisy)
                .forEach(figure -> noiseByKind.put(figure.kind(), Objects.requireNonNull(figure.noise())));
        return noiseByKind;
    }

    /** Compares the claims and conditions of two runs that were judged by the same catalogue. */
    public static RunComparison of(
            Observations a, List<Verdict> ofA, Observations b, List<Verdict> ofB, Catalogue catalogue) {
        return of(a, ofA, catalogue, b, ofB, catalogue);
    }

    /** Compares the claims and conditions of two runs, each with the catalogue that it was judged by. */
    public static RunComparison of(
            Observations a,
            List<Verdict> ofA,
            Catalogue catalogueOfA,
            Observations b,
            List<Verdict> ofB,
            Catalogue catalogueOfB) {
        return new Builder(a, catalogueOfA, b, catalogueOfB).compare(ofA, ofB);
    }

    /** How many claims programs show that did the same in both; they are among those within noise. */
    public long sameTraces() {
        return claims.stream().filter(ClaimChange::sameTraces).count();
    }

    /** How many conditions and claims did not change, those aside that have no noise: programs that did the same. */
    public long withinNoise() {
        return count(Change.WITHIN_NOISE) - sameTraces();
    }

    /** How many conditions and claims became this. */
    public long count(Change change) {
        return conditions.stream().filter(one -> one.change() == change).count()
                + claims.stream().filter(one -> one.change() == change).count();
    }

    private static final Text NO_NOISE = new Text("the runs' own noise is not known", "运行自身的噪声不得而知");
    /** Why a figure is open that {@link FigureChange#tooNoisy} says so of. */
    public static final Text TOO_NOISY = new Text("the runs' own noise is too large to tell", "运行自身的噪声太大，无法判断");

    private static final Text NO_MORE_THAN_NOISE =
            new Text("differs by no more than the runs do from themselves", "差异不超过运行与自身之差");
    private static final Text TOO_UNEVEN = new Text("too few trials, or too uneven ones", "试验太少，或彼此相差太大");
    private static final Text NONE = new Text("none", "无");
    private static final Text IN_A_ONLY = new Text("in A only", "只在 A 中");
    private static final Text IN_B_ONLY = new Text("in B only", "只在 B 中");
    private static final Text IN_A = new Text("A", "A 中");
    private static final Text IN_B = new Text("B", "B 中");
    private static final Text ONE_TRIAL = new Text("one trial", "一次试验中");
    private static final Text ANOTHER_TRIAL = new Text("another", "另一次中");

    /** Collects every figure first, since how sure one must be depends on how many there are. */
    private static final class Builder {
        private final Observations a;
        private final Catalogue catalogueOfA;
        private final Observations b;
        private final Catalogue catalogueOfB;
        private final RunNoise noise;
        private final FigurePair.Family family;
        private final List<Unpaired> unpaired = new ArrayList<>();

        Builder(Observations a, Catalogue catalogueOfA, Observations b, Catalogue catalogueOfB) {
            this.a = a;
            this.catalogueOfA = catalogueOfA;
            this.b = b;
            this.catalogueOfB = catalogueOfB;
            noise = RunNoise.of(a, catalogueOfA, b, catalogueOfB);
            family = new FigurePair.Family(Judge.LEVEL, noise);
        }

        RunComparison compare(List<Verdict> ofA, List<Verdict> ofB) {
            List<PairedCondition> conditions = conditions();
            List<PairedClaim> claims = claims(ofA, ofB);
            family.close();
            return new RunComparison(
                    Judge.LEVEL,
                    noise.kinds(),
                    conditions.stream().map(this::changed).toList(),
                    claims.stream().map(this::changed).toList(),
                    List.copyOf(unpaired));
        }

        // Conditions

        private record PairedCondition(Condition condition, List<FigurePair> figures, List<Text> doubts) {}

        private List<PairedCondition> conditions() {
            Map<String, Condition> inA = byId(a);
            Map<String, Condition> inB = byId(b);
            var paired = new ArrayList<PairedCondition>();
            inA.forEach((id, condition) -> {
                Condition other = inB.get(id);
                if (other == null) {
                    unpaired.add(new Unpaired(id, IN_A_ONLY));
                    return;
                }
                Optional<Text> difference = difference(condition, IN_A, other, IN_B);
                if (difference.isPresent()) {
                    unpaired.add(new Unpaired(
                            id,
                            new Text(
                                    "asks for something else: "
                                            + difference.get().en(),
                                    "两者要求不同（" + difference.get().zh() + "）")));
                    return;
                }
                varied(a, "A", condition)
                        .or(() -> varied(b, "B", other))
                        .ifPresentOrElse(why -> unpaired.add(new Unpaired(id, why)), () -> paired.add(pair(condition)));
            });
            inB.keySet().stream()
                    .filter(id -> !inA.containsKey(id))
                    .forEach(id -> unpaired.add(new Unpaired(id, IN_B_ONLY)));
            return paired;
        }

        /** Of the plan, without the one that is measured twice: that one is the noise. */
        private static Map<String, Condition> byId(Observations run) {
            var conditions = new LinkedHashMap<String, Condition>();
            run.plan().stream()
                    .sorted((one, other) ->
                            one.condition().id().compareTo(other.condition().id()))
                    .map(PlannedTrial::condition)
                    .filter(condition -> !condition.secondOfTwo())
                    .forEach(condition -> conditions.putIfAbsent(condition.id(), condition));
            return conditions;
        }

        /** Trials of one name that are no repetitions of each other, as the steps of a search for a capacity are not. */
        private static Optional<Text> varied(Observations run, String name, Condition condition) {
            return run.plan().stream()
                    .map(PlannedTrial::condition)
                    .filter(one -> one.id().equals(condition.id()))
                    .flatMap(one -> difference(condition, ONE_TRIAL, one, ANOTHER_TRIAL).stream())
                    .findFirst()
                    .map(difference -> new Text(
                            "trials of " + name + " do not repeat each other: " + difference.en(),
                            name + " 的各次试验并不互为重复（" + difference.zh() + "）"));
        }

        /** What is asked of the target: not how long, nor on which cores, which are the runs' own. */
        private static Optional<Text> difference(Condition one, Text inOne, Condition other, Text inOther) {
            var en = new ArrayList<String>();
            var zh = new ArrayList<String>();
            for (Question asked : asked(one, other)) {
                if (!asked.ofOne.equals(asked.ofOther)) {
                    en.add(asked.what.en() + " " + asked.ofOne.en() + " in " + inOne.en() + " and " + asked.ofOther.en()
                            + " in " + inOther.en());
                    zh.add(asked.what.zh() + "：" + inOne.zh() + Chinese.joined("为", asked.ofOne.zh()) + "，"
                            + inOther.zh() + Chinese.joined("为", asked.ofOther.zh()));
                }
            }
            return en.isEmpty() ? Optional.empty() : Optional.of(new Text(String.join(", ", en), String.join("；", zh)));
        }

        /** Something that is asked, by its name, of the one and of the other. */
        private record Question(Text what, Text ofOne, Text ofOther) {}

        private static List<Question> asked(Condition one, Condition other) {
            var asked = new ArrayList<Question>();
            asked.add(new Question(new Text("scenario", "场景"), Text.same(one.scenario()), Text.same(other.scenario())));
            for (String name :
                    union(one.parameters().keySet(), other.parameters().keySet())) {
                asked.add(new Question(Text.same(name), parameter(one, name), parameter(other, name)));
            }
            Workload load = one.workload();
            Workload otherLoad = other.workload();
            asked.add(new Question(new Text("load", "负载"), model(load), model(otherLoad)));
            asked.add(new Question(new Text("users", "用户数"), number(load.users()), number(otherLoad.users())));
            asked.add(new Question(new Text("arrivals a second", "每秒到达数"), rate(load), rate(otherLoad)));
            asked.add(new Question(
                    new Text("arrivals", "到达间隔"),
                    Text.same(load.spacing().wireName()),
                    Text.same(otherLoad.spacing().wireName())));
            asked.add(new Question(new Text("options of the target", "目标的选项"), options(one), options(other)));
            return asked;
        }

        private static Text parameter(Condition condition, String name) {
            String value = condition.parameters().get(name);
            return value == null ? NONE : Text.same(value);
        }

        private static Text number(long number) {
            return Text.same(Long.toString(number));
        }

        private static Text model(Workload load) {
            return switch (load.model()) {
                case OPEN -> new Text("open", "开环");
                case CLOSED -> new Text("closed", "闭环");
            };
        }

        private static Text rate(Workload load) {
            return load.model() == Workload.Model.OPEN ? Text.same(load.rate().toString()) : NONE;
        }

        private static Text options(Condition condition) {
            return condition.options().isEmpty() ? NONE : Text.same(String.join(" ", condition.options()));
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            var union = new TreeSet<>(one);
            union.addAll(other);
            return union;
        }

        private PairedCondition pair(Condition condition) {
            String experiment = condition.experiment();
            String target = condition.target();
            List<Trial> ofA = completed(a, experiment, target);
            List<Trial> ofB = completed(b, experiment, target);
            var doubts = new ArrayList<Text>();
            Judge.doubts(a, experiment, target, check -> matters(catalogueOfA, check, experiment))
                    .forEach(doubt -> doubts.add(word("A", doubt)));
            Judge.doubts(b, experiment, target, check -> matters(catalogueOfB, check, experiment))
                    .forEach(doubt -> doubts.add(word("B", doubt)));
            var figures = new ArrayList<FigurePair>();
            if (!ofA.isEmpty() && !ofB.isEmpty()) {
                for (TrialFigure figure : TrialFigure.measured(ofA)) {
                    FigurePair.of(
                                    target,
                                    null,
                                    figure.name(),
                                    figure.kind(),
                                    figure.better(),
                                    values(figure, a, ofA),
                                    values(figure, b, ofB))
                            .ifPresent(figures::add);
                }
            }
            if (doubts.isEmpty()) {
                figures.forEach(family::add);
            }
            return new PairedCondition(condition, figures, doubts);
        }

        private static List<Trial> completed(Observations run, String experiment, String target) {
            return Judge.trials(run, experiment, target).stream()
                    .filter(Trial::completed)
                    .toList();
        }

        /** A check does not matter where every claim that rests on the experiment says so, with a reason. */
        private static boolean matters(Catalogue catalogue, TrustCheck check, String experiment) {
            List<Claim> claims = catalogue.claims().stream()
                    .filter(claim -> claim.experiments(true).contains(experiment))
                    .toList();
            return claims.isEmpty()
                    || claims.stream().anyMatch(claim -> claim.waiver(check).isEmpty());
        }

        private static double[] values(TrialFigure figure, Observations run, List<Trial> trials) {
            var values = new ArrayList<Double>();
            for (Trial trial : trials) {
                try {
                    values.add(figure.of(run, trial));
                } catch (UnmeasurableException e) {
                    // Then the figure rests on the other trials; with none it is left out.
                }
            }
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }

        private ConditionChange changed(PairedCondition paired) {
            List<FigureChange> figures = changes(paired.figures, paired.doubts.isEmpty());
            return new ConditionChange(
                    paired.condition.experiment(),
                    paired.condition.target(),
                    change(figures),
                    List.copyOf(paired.doubts),
                    figures);
        }

        // Claims

        /** Doubts are of the target, since a claim may be sound on one and not on another. */
        private record PairedClaim(
                Verdict ofA, Verdict ofB, Map<FigurePair, Boolean> figures, List<Text> doubts, boolean incomplete) {}

        private List<PairedClaim> claims(List<Verdict> ofA, List<Verdict> ofB) {
            var paired = new ArrayList<PairedClaim>();
            for (Verdict verdict : ofA) {
                find(ofB, verdict)
                        .ifPresentOrElse(
                                other -> {
                                    if (!verdict.claim().equals(other.claim())) {
                                        unpaired.add(new Unpaired(
                                                verdict.claim().id(),
                                                new Text(
                                                        "is another claim in B: the documents that came with the runs differ",
                                                        "在 B 中是另一条论断：两次运行所附的文档不同")));
                                    } else if (verdict.claim().testable()) {
                                        paired.add(pair(verdict, other));
                                    }
                                },
                                () -> unpaired.add(new Unpaired(verdict.claim().id(), IN_A_ONLY)));
            }
            ofB.stream()
                    .filter(verdict -> find(ofA, verdict).isEmpty())
                    .forEach(
                            verdict -> unpaired.add(new Unpaired(verdict.claim().id(), IN_B_ONLY)));
            return paired;
        }

        private static Optional<Verdict> find(List<Verdict> verdicts, Verdict verdict) {
            return verdicts.stream()
                    .filter(one -> one.claim().id().equals(verdict.claim().id()))
                    .findFirst();
        }

        private PairedClaim pair(Verdict ofA, Verdict ofB) {
            Claim claim = ofA.claim();
            var doubts = new ArrayList<Text>();
            if (claim.shownByProgram()) {
                return new PairedClaim(ofA, ofB, Map.of(), doubts, false);
            }
            var doubtful = new TreeSet<String>();
            for (String target : union(Set.copyOf(ofA.targets()), Set.copyOf(ofB.targets()))) {
                if (!ofA.targets().contains(target) || !ofB.targets().contains(target)) {
                    unpaired.add(new Unpaired(
                            claim.id() + " / " + target, ofA.targets().contains(target) ? IN_A_ONLY : IN_B_ONLY));
                    continue;
                }
                int before = doubts.size();
                Judge.doubts(a, claim, target).forEach(doubt -> doubts.add(word("A", target, doubt)));
                Judge.doubts(b, claim, target).forEach(doubt -> doubts.add(word("B", target, doubt)));
                if (doubts.size() > before) {
                    doubtful.add(target);
                }
            }
            var figures = new LinkedHashMap<FigurePair, Boolean>();
            boolean incomplete = !doubtful.isEmpty();
            for (Row row : ofA.rows()) {
                Optional<Row> other =
                        ofB.rows().stream().filter(one -> same(row, one)).findFirst();
                Optional<FigurePair> figure = other.flatMap(found -> FigurePair.of(
                        row.evidence().target(),
                        row.label(),
                        TrialFigure.name(row.measure()),
                        row.measure().quantity().label(),
                        row.measure().quantity().better(),
                        values(row),
                        values(found)));
                incomplete |= other.isPresent() && figure.isEmpty();
                figure.ifPresent(found ->
                        figures.put(found, !doubtful.contains(row.evidence().target())));
            }
            figures.forEach((figure, trusted) -> {
                if (trusted) {
                    family.add(figure);
                }
            });
            return new PairedClaim(ofA, ofB, figures, doubts, incomplete);
        }

        private static boolean same(Row one, Row other) {
            return one.caseLabel().equals(other.caseLabel())
                    && one.evidence().target().equals(other.evidence().target())
                    && one.measure().equals(other.measure())
                    && one.evidence().parameters().equals(other.evidence().parameters());
        }

        private static double[] values(Row row) {
            return row.samples().stream().mapToDouble(Row.Sample::value).toArray();
        }

        private ClaimChange changed(PairedClaim paired) {
            Claim claim = paired.ofA.claim();
            var figures = new ArrayList<FigureChange>();
            paired.figures.forEach((figure, trusted) -> figures.addAll(changes(List.of(figure), trusted)));
            Change change = claim.shownByProgram() ? ofTraces(paired.ofA, paired.ofB) : change(figures);
            return new ClaimChange(
                    claim.id(),
                    claim.title().en(),
                    paired.ofA.ruling(),
                    paired.ofB.ruling(),
                    change == Change.WITHIN_NOISE && paired.incomplete ? Change.INCONCLUSIVE : change,
                    change == Change.WITHIN_NOISE
                            && claim.shownByProgram()
                            && traces(paired.ofA).equals(traces(paired.ofB)),
                    List.copyOf(paired.doubts),
                    List.copyOf(figures));
        }

        /** More traces that are as expected, or fewer. */
        private static Change ofTraces(Verdict ofA, Verdict ofB) {
            if (ofA.ruling() == Ruling.INCONCLUSIVE || ofB.ruling() == Ruling.INCONCLUSIVE) {
                return Change.INCONCLUSIVE;
            }
            boolean lost = ofA.traces().stream()
                    .filter(TraceRow::asExpected)
                    .anyMatch(row ->
                            find(ofB, row).filter(other -> !other.asExpected()).isPresent());
            boolean gained = ofB.traces().stream()
                    .filter(TraceRow::asExpected)
                    .anyMatch(row ->
                            find(ofA, row).filter(other -> !other.asExpected()).isPresent());
            return lost ? Change.REGRESSED : gained ? Change.IMPROVED : Change.WITHIN_NOISE;
        }

        /** What each program did, by case and by what ran it. */
        private static Map<List<String>, List<String>> traces(Verdict verdict) {
            return verdict.traces().stream()
                    .collect(Collectors.toMap(row -> List.of(row.caseLabel(), row.subject()), TraceRow::trace));
        }

        private static Optional<TraceRow> find(Verdict verdict, TraceRow row) {
            return verdict.traces().stream()
                    .filter(one -> one.caseLabel().equals(row.caseLabel())
                            && one.subject().equals(row.subject()))
                    .findFirst();
        }

        // Both

        private List<FigureChange> changes(List<FigurePair> figures, boolean trusted) {
            return figures.stream()
                    .map(figure -> trusted ? family.change(figure) : family.untrusted(figure))
                    .toList();
        }

        private static Change change(List<FigureChange> figures) {
            for (Change found : List.of(Change.REGRESSED, Change.IMPROVED)) {
                if (figures.stream().anyMatch(figure -> figure.change() == found)) {
                    return found;
                }
            }
            return !figures.isEmpty() && figures.stream().allMatch(figure -> figure.change() == Change.WITHIN_NOISE)
                    ? Change.WITHIN_NOISE
                    : Change.INCONCLUSIVE;
        }

        /** In Chinese without what was noted down in English: the report of the run has it, in both languages. */
        private static Text word(String run, Doubt doubt) {
            Text what = word(doubt);
            return new Text("in " + run + ": " + what.en(), run + " 中：" + what.zh());
        }

        private static Text word(String run, String target, Doubt doubt) {
            Text what = word(doubt);
            return new Text(target + " in " + run + ": " + what.en(), run + " 的 " + target + "：" + what.zh());
        }

        private static Text word(Doubt doubt) {
            return new Text(
                    doubt.counted().en() + (doubt.example().isEmpty() ? "" : " (" + doubt.example() + ")"),
                    doubt.counted().zh() + (doubt.where().isEmpty() ? "" : "（" + doubt.where() + "）"));
        }
    }
}
