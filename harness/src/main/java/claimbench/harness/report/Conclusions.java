package claimbench.harness.report;

import claimbench.harness.claim.Text;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What measurements on a machine can show, and what they can't, and why: for whoever cites a result. */
public final class Conclusions {
    /** Cores from which on generator, upstream and target share none. */
    private static final int CORES_APART = 4;

    /** The statements, in their order. */
    private enum Statement {
        RATIOS,
        PARALLEL,
        APART,
        FROM_INTENDED_START,
        SHORT_TIMES,
        AGAIN,
        OUTSIDE
    }

    /** What rests on times and rates of trials. */
    private static final Set<Statement> MEASURED =
            EnumSet.of(Statement.RATIOS, Statement.PARALLEL, Statement.APART, Statement.SHORT_TIMES, Statement.AGAIN);

    /**
     * One kind of statement about what was measured.
     *
     * @param what such as "which model answers sooner"
     * @param can whether everything that was measured can bear it
     * @param except the trials that cannot, where others can; null where all can, or none
     * @param why the reason, in words; what a check saw stands in it as it was noted down, in English
     */
    public record Conclusion(
            Text what, boolean can, @Nullable Except except, Text why) {
        Conclusion(Text what, boolean can, Text why) {
            this(what, can, null, why);
        }
    }

    /** So many trials of so many. */
    @JsonPropertyOrder({"trials", "of"})
    public record Except(int trials, int of) {}

    /**
     * That something disturbed what was measured.
     *
     * @param except in these trials; null where in all
     */
    private record Disturbed(@Nullable Except except, Text why) {}

    /** The same in a file: English first, and the Chinese beside it. */
    @JsonPropertyOrder({"statement", "can", "except", "because", "zh"})
    public record Entry(
            String statement, boolean can, @Nullable Except except, String because, Chinese zh) {
        public static Entry of(Conclusion conclusion) {
            return new Entry(
                    conclusion.what().en(),
                    conclusion.can(),
                    conclusion.except(),
                    conclusion.why().en(),
                    new Chinese(conclusion.what().zh(), conclusion.why().zh()));
        }
    }

    /** What stands in an entry in English, in Chinese. */
    @JsonPropertyOrder({"statement", "because"})
    public record Chinese(String statement, String because) {}

    private Conclusions() {}

    /** Of a run: what its machine and tools were like, and what its trials saw. */
    static List<Conclusion> ofRun(StoredRun run) {
        return of(run.environment(), run.checks().findings(), statement -> disturbed(run.trials(), statement));
    }

    /**
     * Of a machine as it is now.
     *
     * @param findings of the machine and of the tools
     * @param watched what others were seen to do on it
     */
    public static List<Conclusion> ofMachine(
            EnvironmentRecord machine, Collection<Finding> findings, Collection<Finding> watched) {
        return of(machine, findings, statement -> disturbedNow(watched, statement));
    }

    private static List<Conclusion> of(
            EnvironmentRecord machine,
            Collection<Finding> findings,
            Function<Statement, Optional<Disturbed>> disturbed) {
        return Arrays.stream(Statement.values())
                .map(statement -> unless(
                        disturbed.apply(statement),
                        switch (statement) {
                            case RATIOS -> ratios();
                            case PARALLEL -> parallel(machine);
                            case APART -> apart(machine);
                            case FROM_INTENDED_START -> fromIntendedStart(findings);
                            case SHORT_TIMES -> shortTimes(findings);
                            case AGAIN -> again(findings);
                            case OUTSIDE -> outside(findings);
                        }))
                .toList();
    }

    /** Which statements a check makes doubtful where it fails. */
    private static Set<Statement> bearsOn(TrustCheck check) {
        return switch (check) {
            // What was sent, what came of it, and when: all figures are made of these.
            case GENERATOR_LAG,
                    GENERATOR_CPU,
                    GENERATOR_CONNECTIONS,
                    GENERATOR_CEILING,
                    ERRORS,
                    BODIES,
                    EARLY_ANSWERS,
                    COUNTS,
                    SERVER_COUNTS,
                    ENOUGH_REQUESTS,
                    LITTLES_LAW,
                    STEADY_STATE,
                    DESCRIPTORS,
                    OTHER_LOAD,
                    STEAL,
                    THROTTLING,
                    SWAP,
                    HARNESS_CPU -> MEASURED;
            // A fault of the target's is in all that the target does.
            case ONE_AT_A_TIME, BLOCKED_LOOP -> EnumSet.of(Statement.RATIOS, Statement.PARALLEL, Statement.APART);
            case LEAK -> EnumSet.of(Statement.APART, Statement.AGAIN);
            case CPU_SETS -> EnumSet.of(Statement.PARALLEL, Statement.APART);
            // The same for both sides of a ratio on one target, but not for two targets.
            case POOL_SIZES, UPSTREAM_LATENESS, IN_FLIGHT, SAMPLER_WINDOW -> EnumSet.of(Statement.APART);
            // Of the machine and of the tools, once a run: their statements ask for them by name.
            case FREEZE -> EnumSet.of(Statement.FROM_INTENDED_START);
            case SECOND_WITNESS -> EnumSet.of(Statement.OUTSIDE);
            case CLOCK_SOURCE -> EnumSet.of(Statement.SHORT_TIMES);
            case FREQUENCY_GOVERNOR -> EnumSet.of(Statement.AGAIN);
            case LOOPBACK_MTU -> Set.of(); // The same for all; it makes answers of many bytes a little slower.
        };
    }

    private static boolean disturbs(Finding finding, Statement statement) {
        return finding.failed() && bearsOn(finding.check()).contains(statement);
    }

    /** What the machine could bear, and what was measured cannot, since something disturbed it. */
    private static Conclusion unless(Optional<Disturbed> disturbed, Conclusion conclusion) {
        return disturbed
                .filter(_ -> conclusion.can())
                .map(by -> new Conclusion(conclusion.what(), false, by.except(), by.why()))
                .orElse(conclusion);
    }

    /** What disturbs the machine while one looks; empty where nothing does. */
    private static Optional<Disturbed> disturbedNow(Collection<Finding> watched, Statement statement) {
        List<Finding> disturbing = watched.stream()
                .filter(finding -> disturbs(finding, statement))
                .sorted(Comparator.comparing(Finding::check))
                .toList();
        return disturbing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Disturbed(
                        null,
                        new Text(
                                "now "
                                        + inWords(
                                                disturbing,
                                                "; ",
                                                finding -> finding.check() + " fails: " + finding.detail()),
                                "此刻 "
                                        + inWords(
                                                disturbing,
                                                "；",
                                                finding -> finding.check() + " 未通过：" + NotedZh.of(finding.detail())))));
    }

    /** In which trials a check failed that bears on a statement; empty where in none. */
    private static Optional<Disturbed> disturbed(Collection<Trial> trials, Statement statement) {
        List<Trial> measured = trials.stream().filter(Trial::completed).toList();
        var trialsByCheck = new EnumMap<TrustCheck, Integer>(TrustCheck.class);
        int count = 0;
        for (Trial trial : measured) {
            Set<TrustCheck> failed = trial.findings().stream()
                    .filter(finding -> disturbs(finding, statement))
                    .map(Finding::check)
                    .filter(check -> !ControlsTable.saysItself(trial, check))
                    .collect(Collectors.toSet());
            failed.forEach(check -> trialsByCheck.merge(check, 1, Integer::sum));
            count += failed.isEmpty() ? 0 : 1;
        }
        if (count == 0) {
            return Optional.empty();
        }
        int of = measured.size();
        return Optional.of(new Disturbed(
                count < of ? new Except(count, of) : null,
                new Text(
                        inWords(
                                        trialsByCheck.entrySet(),
                                        ", ",
                                        entry -> entry.getKey() + " failed in " + entry.getValue())
                                + " of " + of + " trials",
                        of + " 次试验中，"
                                + inWords(
                                        trialsByCheck.entrySet(),
                                        "，",
                                        entry -> entry.getKey() + " 有 " + entry.getValue() + " 次未通过"))));
    }

    private static <T> String inWords(Collection<T> all, String between, Function<T, String> words) {
        return all.stream().map(words).collect(Collectors.joining(between));
    }

    private static Conclusion ratios() {
        return new Conclusion(
                new Text(
                        "how many times as fast one way of doing the work is as another, on one target",
                        "在同一个目标上，一种做法的速度是另一种的多少倍"),
                true,
                new Text(
                        "both are measured in the same process in random order, so whatever the machine does hits both",
                        "两者在同一进程中按随机顺序测量，机器有什么动静，双方都会遇到"));
    }

    private static Conclusion parallel(EnvironmentRecord machine) {
        int cores = machine.cores().size();
        return new Conclusion(
                new Text("how much faster work becomes on several cores", "计算任务在多个核上并行能快多少"),
                cores > 1,
                cores == 1
                        ? new Text("there is one core", "只有一个核")
                        : cores < CORES_APART
                                ? new Text(
                                        "there are " + cores
                                                + " cores; the generator shares them, so the figure is a little too small",
                                        "共有 " + cores + " 个核，负载发生器也在其上运行，所以数字略微偏小")
                                : new Text(
                                        "there are " + cores + " cores, and one of them is kept for the load",
                                        "共有 " + cores + " 个核，其中一个专门留给负载发生器"));
    }

    private static Conclusion apart(EnvironmentRecord machine) {
        int cores = machine.cores().size();
        var what =
                new Text("which target answers sooner, or needs less CPU time a request", "哪个目标应答更快，或每个请求花费的 CPU 时间更少");
        if (!machine.taskset()) {
            return new Conclusion(
                    what,
                    false,
                    new Text(
                            "processes cannot be kept to cores: the load takes time from the target",
                            "无法把进程固定在指定的核上，负载发生器会挤占目标的时间"));
        }
        return new Conclusion(
                what,
                cores > 1,
                cores == 1
                        ? new Text("the load runs on the target's own core", "负载发生器与目标在同一个核上运行")
                        : cores < CORES_APART
                                ? new Text(
                                        "the target has a core of its own; the upstream shares the generator's, so upstream"
                                                + " lateness is watched in each trial",
                                        "目标独占一个核；上游与负载发生器共用一个核，因此每次试验都检查上游是否迟到")
                                : new Text(
                                        "target, generator and upstream have cores of their own", "目标、负载发生器和上游各有自己的核"));
    }

    private static Conclusion fromIntendedStart(Collection<Finding> findings) {
        var what = new Text("how long users wait when a server stands still (open loads)", "服务器停顿时用户要等多久（开环负载）");
        return find(findings, TrustCheck.FREEZE)
                .map(finding -> new Conclusion(what, finding.state() == State.PASSED, seen(finding)))
                .orElseGet(() -> new Conclusion(
                        what,
                        false,
                        new Text(
                                "no freeze test was made: claimbench doctor --measure, or run --witness, makes one",
                                "没有做停顿测试：claimbench doctor --measure 或 run --witness 会做")));
    }

    private static Conclusion shortTimes(Collection<Finding> findings) {
        var what = new Text("times of some microseconds", "几微秒的时间");
        return find(findings, TrustCheck.CLOCK_SOURCE)
                .map(finding -> new Conclusion(
                        what,
                        finding.state() == State.PASSED,
                        switch (finding.state()) {
                            case PASSED ->
                                new Text(
                                        "the clock (" + finding.detail() + ") is read in tens of nanoseconds",
                                        "读一次时钟（" + finding.detail() + "）只要几十纳秒");
                            case FAILED ->
                                new Text(
                                        "the clock (" + finding.detail() + ") takes about a microsecond to be read",
                                        "读一次时钟（" + finding.detail() + "）就要约一微秒");
                            case UNKNOWN -> seen(finding);
                        }))
                .orElseGet(() -> new Conclusion(what, false, new Text("the clock was not looked at", "没有检查时钟")));
    }

    private static Conclusion again(Collection<Finding> findings) {
        var what = new Text(
                "figures in milliseconds or requests a second that another day will give again", "换一天还能重现的毫秒数或每秒请求数");
        Optional<Finding> governor = find(findings, TrustCheck.FREQUENCY_GOVERNOR);
        boolean fixed =
                governor.filter(finding -> finding.state() == State.PASSED).isPresent();
        return new Conclusion(
                what,
                fixed,
                fixed
                        ? new Text("the cores run at a fixed frequency", "各核以固定频率运行")
                        : governor.map(finding -> new Text(
                                        "the cores' frequency is not known to be fixed: " + finding.detail(),
                                        "不能确定各核的频率是固定的：" + NotedZh.of(finding.detail())))
                                .orElse(new Text("the cores' frequency was not looked at", "没有检查各核的频率")));
    }

    private static Conclusion outside(Collection<Finding> findings) {
        var what = new Text("that Gatling itself measures rightly, by another tool's word", "Gatling 本身测得对不对，由另一个工具佐证");
        return find(findings, TrustCheck.SECOND_WITNESS)
                .map(finding -> new Conclusion(what, finding.state() == State.PASSED, seen(finding)))
                .orElseGet(() -> new Conclusion(
                        what,
                        false,
                        new Text(
                                "wrk was not asked: claimbench doctor --measure, or run --witness, asks it",
                                "没有用 wrk 对照：claimbench doctor --measure 或 run --witness 会对照")));
    }

    /** As it was noted down; that nothing was measured is known in both languages. */
    private static Text seen(Finding finding) {
        if (finding.detail().equals(RunChecks.NOT_MEASURED)) {
            return new Text(RunChecks.NOT_MEASURED, "这里没有测量：claimbench doctor --measure 或 run --witness 会测");
        }
        return finding.detail().isBlank()
                ? new Text("it was found so", "检查结果如此")
                : new Text(finding.detail(), NotedZh.of(finding.detail()));
    }

    private static Optional<Finding> find(Collection<Finding> findings, TrustCheck check) {
        return findings.stream().filter(finding -> finding.check() == check).findFirst();
    }
}
