package claimbench.harness.report;

import claimbench.harness.claim.Claim;
import claimbench.harness.claim.OpenPoint;
import claimbench.harness.claim.Verdict;
import claimbench.harness.claim.Waiver;
import claimbench.harness.report.Conclusions.Conclusion;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Code;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Link;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Mark;
import claimbench.harness.report.document.Mark.Tone;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.CompilersAtWork;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a run can be trusted: what was checked, what failed, what could not be known, and what follows. */
final class TrustSection {
    private TrustSection() {}

    static List<Block> of(PageData data, Say say) {
        StoredRun run = data.run();
        var blocks = new ArrayList<Block>();
        blocks.add(Heading.of(2, "trust", say.pick("Can it be trusted?", "结果可信吗？")));
        if (!run.run().programRuns().isEmpty()) {
            blocks.add(new Paragraph(Prose.of(programs(run, say))));
        }
        if (!data.underLoad()) {
            blocks.add(say.paragraph("No server was put under load.", "没有对服务器施加负载。"));
            return blocks;
        }
        int ended = run.trials().size();
        int due = run.run().due().size();
        List<List<Cell>> failures = failures(run, say);
        if (failures.isEmpty() && ended == due && run.disturbed().isEmpty()) {
            blocks.add(say.paragraph(
                    "All " + ended + " trials ended as planned, and no trust check failed in any of them.",
                    "全部 " + ended + " 次试验按计划完成，没有一项可信度检查失败。"));
        } else {
            blocks.add(say.paragraph(FirstScreen.ended(run, false) + ".", FirstScreen.ended(run, true) + "。"));
        }
        if (!failures.isEmpty()) {
            blocks.add(new TableBlock(
                    "trust-failures",
                    say.pick(
                            "What failed; every finding of every trial is in the files named below.",
                            "未通过的检查；每次试验的每项结果见下文所列的文件。"),
                    List.of(
                            Column.left(say.pick("what", "检查")),
                            Column.number(say.pick("trials", "试验数")),
                            Column.left(say.pick("the first, and what it saw", "首例及其所见")),
                            Column.left(say.pick("what that means, and what to do", "含义与对策"))),
                    failures));
        }
        blocks.add(new Paragraph(Prose.of(counted(run, say))));
        List<List<Inline>> unknown = unknown(run, say);
        if (!unknown.isEmpty()) {
            blocks.add(
                    say.paragraph("What could not be known here, and has therefore not passed:", "在这里无法得知、因此不算通过的检查："));
            blocks.add(new ListBlock(unknown));
        }
        if (!run.checks().findings().isEmpty()) {
            blocks.add(Heading.of(
                    3, "trust-machine", say.pick("The machine and the tools, before the first trial", "首次试验之前的机器与工具")));
            blocks.add(machine(run, say));
        }
        RunChecks.Witness witness = run.checks().witness();
        if (witness != null) {
            blocks.addAll(witness(witness, say));
        }
        blocks.add(Heading.of(3, "conclusions", say.pick("What can be concluded on this machine", "在这台机器上能得出什么结论")));
        blocks.add(conclusions(run, say));
        return blocks;
    }

    /** For the first screen: how many trials had a check that failed; empty where none had. */
    static List<Inline> inShort(PageData data, Say say) {
        StoredRun run = data.run();
        long doubtful = run.trials().stream()
                .filter(trial -> !trial.completed() || !failed(trial).isEmpty())
                .count();
        if (doubtful == 0) {
            return List.of();
        }
        return List.of(
                new Plain(say.pick(
                        doubtful + " of " + run.trials().size() + " trials failed, or a trust check did: ",
                        run.trials().size() + " 次试验中有 " + doubtful + " 次失败，或有可信度检查未通过：")),
                new Link(say.pick("which, and why", "详情"), "#trust"),
                new Plain(say.pick(".", "。")));
    }

    /** For the first screen: how many trials were still changing, or may have been; empty where all settled. */
    static List<Inline> notSettled(PageData data, Say say) {
        List<Finding> findings = data.run().trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .filter(finding -> finding.check() == TrustCheck.STEADY_STATE)
                .toList();
        long failed = findings.stream().filter(Finding::failed).count();
        List<Finding> unknown = findings.stream()
                .filter(finding -> finding.state() == State.UNKNOWN)
                .toList();
        int trials = data.run().trials().size();
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        if (failed > 0) {
            en.add(failed + " of " + trials + " trials had not");
            zh.add(trials + " 次试验中有 " + failed + " 次没有");
        }
        if (!unknown.isEmpty()) {
            en.add("it could not be tested in " + unknown.size() + " of " + trials + " trials");
            zh.add((failed > 0 ? "" : trials + " 次试验中") + "有 " + unknown.size() + " 次无法检验");
        }
        long compiled = unknown.stream().filter(CompilersAtWork::isAboveLimit).count();
        if (compiled > 0) {
            en.add("in " + compiled + " of these the compilers were still at work for more than a tenth of the window");
            zh.add("其中 " + compiled + " 次，编译器在窗口内仍占用了十分之一以上的时间");
        }
        return en.isEmpty()
                ? List.of()
                : List.of(
                        new Strong(say.pick("Whether trials had settled", "试验是否已达到稳态")),
                        new Plain(say.pick(": " + String.join("; ", en) + ".", "：" + String.join("；", zh) + "。")));
    }

    /** Of a claim: how many trials its figures are from, which checks failed in them, and which of those do not matter to it. */
    static List<List<Inline>> ofClaim(PageData data, Verdict verdict, Say say) {
        Claim claim = verdict.claim();
        var items = new ArrayList<List<Inline>>();
        if (claim.shownByProgram()) {
            items.add(Prose.of(programs(data.run(), say)));
            return items;
        }
        List<Trial> trials = data.trials(claim);
        long completed = trials.stream().filter(Trial::completed).count();
        items.add(Prose.of(say.pick(
                "Its figures are from " + completed + (completed == 1 ? " trial" : " trials")
                        + (completed < trials.size() ? "; " + (trials.size() - completed) + " failed." : "."),
                "数字来自 " + completed + " 次试验"
                        + (completed < trials.size() ? "；另有 " + (trials.size() - completed) + " 次失败。" : "。"))));
        Map<TrustCheck, Long> failed = trials.stream()
                .flatMap(trial -> failed(trial).stream())
                .collect(Collectors.groupingBy(
                        Finding::check, () -> new EnumMap<>(TrustCheck.class), Collectors.counting()));
        Set<TrustCheck> explained = verdict.open().stream()
                .map(OpenPoint::check)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        failed.forEach((check, count) -> items.add(List.of(
                new Code(check.name()),
                new Plain(say.pick(
                        " failed in " + count + " of " + trials.size() + " trials",
                        "（" + check.nameZh() + "）在 " + trials.size() + " 次试验中有 " + count + " 次未通过")),
                // What it means stands beside the verdict that it keeps open.
                new Plain(
                        explained.contains(check)
                                ? say.pick(".", "。")
                                : say.colon() + say.of(TrustWords.meaning(check))))));
        if (failed.isEmpty() && completed == trials.size() && completed > 0) {
            items.add(Prose.of(say.pick("No trust check failed in any of them.", "其中没有一项可信度检查失败。")));
        }
        for (Waiver waiver : waived(data.run(), claim)) {
            items.add(List.of(
                    new Plain(say.pick("The trust check ", "可信度检查 ")),
                    new Code(waiver.check().name()),
                    new Plain(say.pick(
                            " failed, which does not matter here: "
                                    + waiver.because().en() + ".",
                            "（" + waiver.check().nameZh() + "）未通过，但在此无妨："
                                    + waiver.because().zh() + "。"))));
        }
        return items;
    }

    /** Checks that failed, and that the claim's entry says cannot bias it. */
    private static List<Waiver> waived(StoredRun run, Claim claim) {
        Set<TrustCheck> failed = Stream.concat(
                        run.checks().findings().stream(),
                        run.trials().stream()
                                .filter(trial -> claim.experiments(true)
                                        .contains(trial.condition().experiment()))
                                .flatMap(trial -> trial.findings().stream()))
                .filter(Finding::failed)
                .map(Finding::check)
                .collect(Collectors.toSet());
        return claim.ignores().stream()
                .filter(waiver -> failed.contains(waiver.check()))
                .toList();
    }

    /** Findings that failed, but for those that stand in the table of controls. */
    private static List<Finding> failed(Trial trial) {
        return trial.findings().stream()
                .filter(Finding::failed)
                .filter(finding -> !ControlsTable.saysItself(trial, finding.check()))
                .toList();
    }

    private static String programs(StoredRun run, Say say) {
        int planned = run.run().programRuns().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        int ended = run.programRuns().size();
        String failed = run.programRuns().stream()
                .filter(one -> !one.completed())
                .map(one -> say.semicolon()
                        + one.id()
                        + say.pick(" failed: ", " 失败：")
                        + say.noted(String.valueOf(one.message())))
                .collect(Collectors.joining());
        return say.pick(
                        ended + " of " + planned + " processes of programs ended",
                        "计划运行程序的 " + planned + " 个进程中，" + ended + " 个已结束")
                + failed
                + say.pick(".", "。");
    }

    /** A row for each trial that failed, and one for each check that did in others: a long run has the same check fail in hundreds. */
    private static List<List<Cell>> failures(StoredRun run, Say say) {
        var rows = new ArrayList<List<Cell>>();
        var trialsByCheck = new EnumMap<TrustCheck, List<Trial>>(TrustCheck.class);
        for (Trial trial : run.trials()) {
            if (!trial.completed()) {
                rows.add(List.of(
                        say.cell("a trial failed", "试验失败"),
                        Cell.of("1"),
                        Cell.of(trial.id() + say.colon() + say.noted(Objects.requireNonNullElse(trial.message(), ""))),
                        say.cell(
                                "Read target.log and generator.log of the trial.",
                                "查看该试验的 target.log 和 generator.log。")));
            }
            failed(trial)
                    .forEach(finding -> trialsByCheck
                            .computeIfAbsent(finding.check(), check -> new ArrayList<>())
                            .add(trial));
        }
        trialsByCheck.forEach((check, trials) -> rows.add(List.of(
                name(check, say),
                Cell.of(Integer.toString(trials.size())),
                Cell.of(trials.getFirst().id() + say.colon() + say.noted(detail(trials.getFirst(), check))),
                Cell.of(say.of(TrustWords.meaning(check)) + say.space() + say.of(TrustWords.remedy(check))))));
        return rows;
    }

    /** What a check saw, as it was noted down. */
    private static String detail(Trial trial, TrustCheck check) {
        return failed(trial).stream()
                .filter(finding -> finding.check() == check)
                .map(Finding::detail)
                .findFirst()
                .orElse("");
    }

    private static Cell name(TrustCheck check, Say say) {
        return say.chinese()
                ? Cell.of(new Code(check.name()), new Plain("（" + check.nameZh() + "）"))
                : Cell.of(new Code(check.name()));
    }

    private static String counted(StoredRun run, Say say) {
        List<Finding> findings = run.trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .toList();
        long made = findings.stream()
                .filter(finding -> finding.state() != State.UNKNOWN)
                .count();
        long kinds = findings.stream().map(Finding::check).distinct().count();
        var text = new StringBuilder(say.pick(
                made + " checks of " + kinds + " kinds were made in trials; every one, with what it saw, is in `"
                        + Report.TRUST + "` and `" + Report.FOLDER + "/" + Report.TRUST_CSV + "`.",
                "各次试验共做了 " + kinds + " 种、" + made + " 项检查；每一项及其所见都在 `" + Report.TRUST + "` 和 `" + Report.FOLDER + "/"
                        + Report.TRUST_CSV + "` 中。"));
        states(findings, TrustCheck.STEADY_STATE)
                .ifPresent(states -> text.append(say.space())
                        .append(say.pick(
                                "Steady state: " + states.passed() + " trials settled, " + states.failed()
                                        + " did not (no steady state), and " + states.unknown()
                                        + " could not be tested.",
                                "稳态：" + states.passed() + " 次试验达到稳态，" + states.failed() + " 次没有，" + states.unknown()
                                        + " 次无法检验。")));
        states(findings, TrustCheck.LITTLES_LAW)
                .ifPresent(states -> text.append(say.space())
                        .append(say.pick(
                                "Little's law, rate times response time against the number of users: " + kept(states),
                                "利特尔法则（速率与响应时间之积对用户数）：" + keptZh(states))));
        states(findings, TrustCheck.IN_FLIGHT)
                .ifPresent(states -> text.append(say.space())
                        .append(say.pick(
                                "Little's law, rate times service time against what the target says it has in flight: "
                                        + kept(states),
                                "利特尔法则（速率与服务时间之积对目标自报的进行中请求数）：" + keptZh(states))));
        cost(run, say, text);
        return text.toString();
    }

    private static String kept(States states) {
        return states.passed() + " trials keep it, " + states.failed() + " do not, and " + states.unknown()
                + " could not be tested.";
    }

    private static String keptZh(States states) {
        return states.passed() + " 次试验符合，" + states.failed() + " 次不符合，" + states.unknown() + " 次无法检验。";
    }

    /** What the harness itself took, whether it looked at the right window, and what its generator can do. */
    private static void cost(StoredRun run, Say say, StringBuilder text) {
        var shares = new DoubleSummaryStatistics();
        long off = -1;
        // Those that were measured again too: what the harness took in them is no better for that.
        for (Trial trial :
                Stream.concat(run.trials().stream(), run.disturbed().stream()).toList()) {
            Trial.ObserverReading observer = trial.observer();
            if (observer != null) {
                off = Math.max(
                        off, Math.max(Math.abs(observer.samplesStartMillis()), Math.abs(observer.samplesEndMillis())));
                Double coresBusy = observer.coresBusy();
                if (coresBusy != null) {
                    shares.accept(coresBusy);
                }
            }
        }
        if (shares.getCount() > 0) {
            String mean = String.format(Locale.ROOT, "%.2f %%", 100 * shares.getAverage());
            String most = String.format(Locale.ROOT, "%.2f %%", 100 * shares.getMax());
            text.append(say.space())
                    .append(say.pick(
                            "The harness itself took " + mean + " of a core in the mean of the windows, and " + most
                                    + " at most.",
                            "测量工具自身平均占用一个核的 " + mean + "，最多 " + most + "。"));
        }
        if (off >= 0) {
            text.append(say.space())
                    .append(say.pick(
                            "Its first and last samples were at most " + off
                                    + " ms off the ends of the load's windows.",
                            "它的首末两次采样与负载窗口的两端最多相差 " + off + " 毫秒。"));
        }
        RunChecks.Ceiling ceiling = run.checks().ceiling();
        if (ceiling != null) {
            String rate = String.format(Locale.ROOT, "%,.0f", ceiling.requestsPerSecond());
            text.append(say.space())
                    .append(say.pick(
                            "The generator's ceiling, on a null server with " + ceiling.users() + " users after a short"
                                    + " warm-up: " + rate + " requests/s.",
                            "负载发生器的上限（对空服务器，" + ceiling.users() + " 个用户，短暂预热之后）：每秒 " + rate + " 个请求。"));
        }
    }

    private record States(long passed, long failed, long unknown) {}

    private static Optional<States> states(List<Finding> findings, TrustCheck check) {
        Map<State, Long> states = findings.stream()
                .filter(finding -> finding.check() == check)
                .collect(Collectors.groupingBy(Finding::state, Collectors.counting()));
        return states.isEmpty()
                ? Optional.empty()
                : Optional.of(new States(
                        states.getOrDefault(State.PASSED, 0L),
                        states.getOrDefault(State.FAILED, 0L),
                        states.getOrDefault(State.UNKNOWN, 0L)));
    }

    /** Checks that trials could not make here: a line for each, with the first reason. */
    private static List<List<Inline>> unknown(StoredRun run, Say say) {
        var unknown = new LinkedHashMap<TrustCheck, List<Finding>>();
        run.trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .filter(finding -> finding.state() == State.UNKNOWN)
                .sorted(Comparator.comparing(Finding::check))
                .forEach(finding -> unknown.computeIfAbsent(finding.check(), check -> new ArrayList<>())
                        .add(finding));
        int trials = run.trials().size();
        return unknown.entrySet().stream()
                .map(entry -> List.<Inline>of(
                        new Code(entry.getKey().name()),
                        new Plain(say.pick(
                                " in " + entry.getValue().size() + " of " + trials + " trials: ",
                                "，" + trials + " 次试验中的 " + entry.getValue().size() + " 次：")),
                        new Plain(say.noted(entry.getValue().getFirst().detail()))))
                .toList();
    }

    private static Block machine(StoredRun run, Say say) {
        var rows = new ArrayList<List<Cell>>();
        for (Finding finding : run.checks().findings()) {
            rows.add(List.of(
                    name(finding.check(), say),
                    switch (finding.state()) {
                        case PASSED -> say.cell("passed", "通过");
                        case FAILED -> Cell.of(new Mark(say.pick("failed", "未通过"), Tone.BAD));
                        case UNKNOWN -> Cell.of(new Mark(say.pick("unknown", "未知"), Tone.OPEN));
                    },
                    finding.failed()
                            ? Cell.of(new Plain(say.sentence(say.noted(finding.detail()))
                                    + say.space()
                                    + say.of(TrustWords.meaning(finding.check()))
                                    + say.space()
                                    + say.of(TrustWords.remedy(finding.check()))))
                            : Cell.of(say.noted(finding.detail()))));
        }
        return new TableBlock(
                "checks",
                say.pick("What was checked once for the whole run.", "整个运行只检查一次的项目。"),
                List.of(
                        Column.left(say.pick("check", "检查")),
                        Column.left(say.pick("result", "结果")),
                        Column.left(say.pick("what it saw", "所见"))),
                rows);
    }

    private static List<Block> witness(RunChecks.Witness witness, Say say) {
        var rows = new ArrayList<List<Cell>>();
        for (int i = 0; i < Math.min(witness.gatling().size(), witness.wrk().size()); i++) {
            RunChecks.Reading gatling = witness.gatling().get(i);
            RunChecks.Reading wrk = witness.wrk().get(i);
            rows.add(Stream.of(
                            Integer.toString(i + 1),
                            rate(gatling),
                            rate(wrk),
                            millis(gatling.latencyNanosP50()),
                            millis(wrk.latencyNanosP50()),
                            millis(gatling.latencyNanosP99()),
                            millis(wrk.latencyNanosP99()))
                    .map(Cell::of)
                    .toList());
        }
        return List.of(
                Heading.of(
                        3,
                        "second-witness",
                        say.pick("A second witness: Gatling and wrk, in turn", "第二个见证：Gatling 与 wrk 轮流测量")),
                new TableBlock(
                        "witness",
                        say.pick(
                                witness.target() + " on " + witness.server() + ", " + witness.users() + " users.",
                                witness.server() + " 上的 " + witness.target() + "，" + witness.users() + " 个用户。"),
                        List.of(
                                Column.number(say.pick("round", "轮次")),
                                Column.number(say.pick("requests/s, Gatling", "请求/秒，Gatling")),
                                Column.number(say.pick("requests/s, wrk", "请求/秒，wrk")),
                                Column.number(say.pick("p50 ms, Gatling", "p50 毫秒，Gatling")),
                                Column.number(say.pick("p50 ms, wrk", "p50 毫秒，wrk")),
                                Column.number(say.pick("p99 ms, Gatling", "p99 毫秒，Gatling")),
                                Column.number(say.pick("p99 ms, wrk", "p99 毫秒，wrk"))),
                        rows));
    }

    private static String rate(RunChecks.Reading reading) {
        return String.format(Locale.ROOT, "%,.0f", reading.requestsPerSecond());
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }

    private static Block conclusions(StoredRun run, Say say) {
        var rows = new ArrayList<List<Cell>>();
        for (Conclusion conclusion : Conclusions.ofRun(run)) {
            Conclusions.Except except = conclusion.except();
            rows.add(List.of(
                    Cell.of(say.of(conclusion.what())),
                    except == null
                            ? Cell.of(say.yesOrNo(conclusion.can()))
                            : Cell.of(new Mark(
                                    say.pick(
                                            "in " + except.trials() + " of " + except.of() + " trials not",
                                            except.of() + " 次试验中有 " + except.trials() + " 次不能"),
                                    Tone.OPEN)),
                    Cell.of(say.of(conclusion.why()))));
        }
        return new TableBlock(
                "can-conclude",
                say.pick("Which statements this machine's figures can bear.", "这台机器的数字能支持哪些说法。"),
                List.of(
                        Column.left(say.pick("what", "说法")),
                        Column.left(say.pick("can it tell?", "能否判断")),
                        Column.left(say.pick("why", "原因"))),
                rows);
    }
}
