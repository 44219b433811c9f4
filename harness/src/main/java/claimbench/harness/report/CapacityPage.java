package claimbench.harness.report;

import claimbench.harness.capacity.CapacityResult;
import claimbench.harness.capacity.CapacityResult.Capacity;
import claimbench.harness.capacity.CapacityResult.Figure;
import claimbench.harness.capacity.CapacityResult.Latency;
import claimbench.harness.capacity.CapacityResult.Step;
import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Figures;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.StoredRun;
import claimbench.harness.stats.CapacitySearch.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a search for capacities found, as a document. Why a trial did not keep up was noted down in English, and is in English in both languages. */
final class CapacityPage {
    private final StoredRun run;
    private final CapacityResult result;
    private final Optional<AaComparison> aa;
    private final Say say;

    private CapacityPage(StoredRun run, CapacityResult result, Optional<AaComparison> aa, Say say) {
        this.run = run;
        this.result = result;
        this.aa = aa;
        this.say = say;
    }

    static Document of(StoredRun run, CapacityResult result, Optional<AaComparison> aa, Language language) {
        var say = new Say(language);
        return new Document(
                say.pick(
                        "What each server can keep up with, and how fast it answers below that",
                        "每个服务器能跟上多高的速率，低于它时应答有多快"),
                language,
                new CapacityPage(run, result, aa, say).blocks());
    }

    private List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        blocks.add(introduction());
        blocks.add(new Paragraph(Prose.of(say.pick(
                "The load is open: requests arrive at a rate (spacing: " + result.arrivals()
                        + ") whether or not earlier ones have been answered, so a server that is too slow cannot slow it down. A"
                        + " server keeps up with a rate when all of this holds of the window: `" + result.objective()
                        + "`. The percentile is of response times from the intended start; `errors` is the most that may fail;"
                        + " `achieved` is the least that the rate of good answers may be of the rate of arrivals.",
                "负载是开环的：无论之前的请求是否已有应答，请求都按速率到达（间隔：" + result.arrivals()
                        + "），太慢的服务器拖慢不了它。窗口内满足以下全部条件，才算跟上了一个速率：`" + result.objective()
                        + "`。其中的百分位数取自从计划发送时刻算起的响应时间；`errors` 是允许失败的最大比例；`achieved` 是正确应答的速率与到达速率之比的下限。"))));
        blocks.add(Heading.of(2, "capacity", say.pick("Capacity", "容量")));
        blocks.add(capacities());
        blocks.add(new ListBlock(List.of(
                term(
                        "Capacity",
                        "the rate that this server, on this machine, keeps up with in half of all trials. It lies in the interval with "
                                + Figures.percent(result.level()) + ".",
                        "容量",
                        "在这台机器上，这个服务器在一半的试验中能跟上的速率。它以 " + Figures.percent(result.level()) + " 的把握落在区间内。"),
                term(
                        "At least",
                        "no rate that was tried was too high; the note says why no higher one was tried.",
                        "至少",
                        "试过的速率没有一个过高；备注说明为什么没有试更高的。"))));
        blocks.add(Heading.of(2, "equal-rates", say.pick("Latency at equal rates", "相同速率下的延迟")));
        blocks.addAll(latencies());
        aa.ifPresent(found -> blocks.addAll(AaSection.of(found, say)));
        blocks.add(Heading.of(2, "steps", say.pick("Every trial of the searches", "搜索中的每次试验")));
        blocks.add(steps());
        blocks.add(new ListBlock(List.of(
                term(
                        "Not offered",
                        "the objective was missed, but the generator may have been at its own limit, so it says nothing about the server.",
                        "未能施加",
                        "没有达到目标，但负载发生器可能到了自己的极限，因此说明不了服务器的情况。"),
                term(
                        "Disturbed",
                        "the objective was missed while other programs, or other virtual machines, took the cores' time, so it says nothing"
                                + " about the server: the rate was tried again, and where that was disturbed too, no higher one was.",
                        "受到干扰",
                        "没有达到目标，但当时其他程序或其他虚拟机占用了核的时间，因此说明不了服务器的情况：同一速率会再试一次；如果仍受干扰，就不再试更高的速率。"),
                term(
                        "Void",
                        "above its capacity a server has no latency worth a number.",
                        "无效",
                        "超过容量时，服务器的延迟不值得给出数字。"))));
        blocks.addAll(MachineSection.of(run, say));
        blocks.add(Heading.of(2, "data", say.pick("Raw data", "原始数据")));
        blocks.add(say.paragraph(
                "The raw data of each trial is in `trials/`, every check in `" + Report.TRUST
                        + "`, this page's figures in `"
                        + CapacityReport.CAPACITY + "`, `" + Report.FOLDER + "/" + CapacityReport.STEPS_CSV + "` and `"
                        + Report.FOLDER + "/" + CapacityReport.EQUAL_RATES_CSV + "`.",
                "每次试验的原始数据在 `trials/` 中，每项检查在 `" + Report.TRUST + "` 中，本页的数字在 `" + CapacityReport.CAPACITY + "`、`"
                        + Report.FOLDER + "/" + CapacityReport.STEPS_CSV + "` 和 `" + Report.FOLDER + "/"
                        + CapacityReport.EQUAL_RATES_CSV + "` 中。"));
        return blocks;
    }

    private Block introduction() {
        String id = run.run().id();
        String started = Markdown.minute(run.run().startedAt());
        String parameters = CapacityText.parameters(result);
        int trials = run.trials().size();
        var text = new StringBuilder(say.pick(
                "Run `" + id + "`, started " + started + ": scenario `" + result.scenario() + "`"
                        + (parameters.isEmpty() ? "" : " (" + parameters + ")") + ", " + trials
                        + " trials, seed " + run.run().seed()
                        + ". A trial measures one server (a target) under one load in fresh JVMs.",
                "运行 `" + id + "`，开始于 " + started + "：场景 `" + result.scenario() + "`"
                        + (parameters.isEmpty() ? "" : "（" + parameters + "）") + "，" + trials + " 次试验，随机种子 "
                        + run.run().seed() + "。一次试验在全新的 JVM 中，对一个服务器（称为目标）施加一种负载并测量。"));
        Course.texts(run).forEach(sentence -> text.append(say.space()).append(say.of(sentence)));
        text.append(say.space())
                .append(say.pick(
                        "Every number here was made from the data in this run's directory; `claimbench report` makes it again.",
                        "本页每个数字都由本次运行目录中的数据算出；`claimbench report` 可以重新生成。"));
        return new Paragraph(Prose.of(text.toString()));
    }

    private Block capacities() {
        var rows = new ArrayList<List<Cell>>();
        for (Capacity capacity : result.capacities()) {
            rows.add(List.of(
                    Cell.of(capacity.target()),
                    Cell.of(interval(capacity)),
                    Cell.of(tried(capacity)),
                    Cell.of(note(capacity.note()))));
        }
        return new TableBlock(
                "capacities",
                say.pick("The rate that each target keeps up with.", "每个目标能跟上的速率。"),
                List.of(
                        Column.left(say.pick("target", "目标")),
                        Column.number(say.pick("capacity, requests/s", "容量，请求/秒")),
                        Column.number(say.pick("trials", "试验数")),
                        Column.left(say.pick("note", "备注"))),
                rows);
    }

    private String interval(Capacity capacity) {
        Double high = capacity.high();
        if (high == null) {
            return capacity.low() == 0 ? Say.NONE : say.pick("at least ", "至少 ") + CapacityText.rate(capacity.low());
        }
        return capacity.low() == 0
                ? say.pick("below ", "低于 ") + CapacityText.rate(high)
                : say.to(CapacityText.rate(capacity.low()), CapacityText.rate(high));
    }

    private String tried(Capacity capacity) {
        long kept = capacity.steps().stream()
                .filter(step -> step.answer() == Answer.KEPT_UP)
                .count();
        return capacity.steps().size() + say.bracketed(say.pick(kept + " kept up", kept + " 次跟上"));
    }

    /** A note of a capacity; those without data in them are known, and the rest stands as it was noted down. */
    private String note(String note) {
        return say.chinese() ? CapacityText.noteZh(note) : note;
    }

    private List<Block> latencies() {
        if (result.latencies().isEmpty()) {
            return List.of(say.paragraph("Nothing was measured at equal rates.", "没有在相同速率下测量。"));
        }
        var rows = new ArrayList<List<Cell>>();
        for (Latency latency : result.latencies()) {
            rows.add(List.of(
                    Cell.of(Integer.toString(latency.rate())),
                    Cell.of(say.printed(latency.sharePercent() + " %")),
                    Cell.of(latency.target()),
                    Cell.of(Integer.toString(latency.trials())),
                    Cell.of(figure(latency, latency.responseP50())),
                    Cell.of(figure(latency, latency.responseP99())),
                    Cell.of(figure(latency, latency.serviceP50())),
                    Cell.of(figure(latency, latency.serviceP99())),
                    Cell.of(CapacityText.notes(latency))));
        }
        return List.of(
                say.paragraph(
                        "All targets at the same rates, which are parts of the lowest capacity ("
                                + result.lowestCapacity()
                                + " requests/s): above its capacity a server's response times say how long the trial was, and nothing"
                                + " else.",
                        "所有目标都用相同的速率，即最低容量（每秒 " + result.lowestCapacity() + " 个请求）的若干分之一：超过容量时，服务器的响应时间只说明试验有多长，别无意义。"),
                new TableBlock(
                        "latencies",
                        say.pick("In brackets: the 95 % interval over trials.", "括号内是各次试验的 95% 区间。"),
                        List.of(
                                Column.number(say.pick("requests/s", "请求/秒")),
                                Column.number(say.pick("of the lowest capacity", "占最低容量")),
                                Column.left(say.pick("target", "目标")),
                                Column.number(say.pick("trials", "试验数")),
                                Column.number(say.pick("response p50 ms", "响应 p50 毫秒")),
                                Column.number(say.pick("response p99 ms", "响应 p99 毫秒")),
                                Column.number(say.pick("service p50 ms", "服务 p50 毫秒")),
                                Column.number(say.pick("service p99 ms", "服务 p99 毫秒")),
                                Column.left(say.pick("note", "备注"))),
                        rows),
                new ListBlock(List.of(
                        term(
                                "Response time",
                                "from the moment a request was due. Service time is from the moment it was sent.",
                                "响应时间",
                                "从请求应当发送的时刻算起；服务时间则从实际发送的时刻算起。"),
                        term(
                                "Void",
                                "in some trial the server fell behind at this rate.",
                                "无效",
                                "在某次试验中，服务器跟不上这个速率。"))));
    }

    private String figure(Latency latency, @Nullable Figure figure) {
        if (latency.isVoid()) {
            return say.pick("void", "无效");
        }
        if (figure == null) {
            return Say.NONE;
        }
        String value = Figures.measured(figure.nanos() / 1e6);
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null
                ? value
                : value + say.bracketed(say.to(Figures.measured(low / 1e6), Figures.measured(high / 1e6)));
    }

    private Block steps() {
        var rows = new ArrayList<List<Cell>>();
        for (Capacity capacity : result.capacities()) {
            for (Step step : capacity.steps()) {
                String why = step.why();
                rows.add(List.of(
                        Cell.of(step.trial()),
                        Cell.of(capacity.target()),
                        Cell.of(Integer.toString(step.rate())),
                        Cell.of(
                                switch (step.answer()) {
                                    case KEPT_UP -> say.pick("kept up", "跟上");
                                    case FELL_BEHIND -> say.pick("fell behind", "落后");
                                    case NOT_OFFERED -> say.pick("not offered", "未能施加");
                                    case DISTURBED -> say.pick("disturbed", "受到干扰");
                                }),
                        Cell.of(millis(step.responseNanosP50())),
                        Cell.of(millis(step.responseNanosP99())),
                        Cell.of(CapacityText.percent(step.errorsPercent())),
                        Cell.of(CapacityText.percent(step.achievedPercent())),
                        Cell.of(why == null ? "" : why)));
            }
        }
        return new TableBlock(
                "search-steps",
                say.pick("In the order of the search.", "按搜索的顺序。"),
                List.of(
                        Column.left(say.pick("trial", "试验")),
                        Column.left(say.pick("target", "目标")),
                        Column.number(say.pick("requests/s", "请求/秒")),
                        Column.left(say.pick("answer", "结果")),
                        Column.number(say.pick("response p50 ms", "响应 p50 毫秒")),
                        Column.number(say.pick("response p99 ms", "响应 p99 毫秒")),
                        Column.number(say.pick("failed %", "失败 %")),
                        Column.number(say.pick("achieved %", "达成 %")),
                        Column.left(say.pick("why", "原因"))),
                rows);
    }

    private String millis(@Nullable Long nanos) {
        return nanos == null ? say.pick("void", "无效") : Figures.measured(nanos / 1e6);
    }

    private List<Inline> term(String term, String meaning, String termZh, String meaningZh) {
        var parts = new ArrayList<Inline>();
        parts.add(new Strong(say.pick(term, termZh)));
        parts.add(new Plain(say.colon()));
        parts.addAll(Prose.of(say.pick(meaning, meaningZh)));
        return List.copyOf(parts);
    }
}
