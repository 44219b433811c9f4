package claimbench.harness.report;

import claimbench.harness.claim.Case;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.DoubtKind;
import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Measure;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Scale;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Link;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What most readers came for: the question, the answers, on what machine, and what may not be concluded. */
final class FirstScreen {
    private FirstScreen() {}

    static List<Block> of(PageData data, Say say) {
        var blocks = new ArrayList<Block>();
        blocks.add(question(data, say));
        blocks.add(answer(data, say));
        blocks.add(strip(data, say));
        blocks.add(machine(data, say));
        blocks.add(new Paragraph(List.of(new Strong(say.pick("What cannot be concluded.", "不能得出的结论。")))));
        blocks.add(limits(data, say));
        blocks.addAll(verdicts(data, say));
        blocks.add(run(data, say));
        data.ofNoClaim().forEach(drawing -> blocks.add(drawing.block(say)));
        return blocks;
    }

    private static Block question(PageData data, Say say) {
        List<Claim> claims = data.verdicts().stream().map(Verdict::claim).toList();
        long documents = claims.stream()
                .map(claim -> claim.citations().getFirst().document())
                .distinct()
                .count();
        int count = claims.size();
        return Paragraph.of(
                new Strong(say.pick("The question.", "问题。")),
                new Plain(say.pick(
                        " " + count + (count == 1 ? " claim" : " claims") + " of " + documents
                                + (documents == 1 ? " course document" : " course documents")
                                + " about concurrency: which hold when they are measured, by how much, and where do they stop holding?",
                        "本页考察 " + documents + " 份并发编程课程文档中的 " + count + " 条论断：实测之下哪些成立、幅度多大、到哪里不再成立？")));
    }

    private static Block answer(PageData data, Say say) {
        var counts = data.verdicts().stream()
                .collect(Collectors.groupingBy(Verdict::ruling, LinkedHashMap::new, Collectors.counting()));
        var parts = new ArrayList<Inline>();
        parts.add(new Strong(say.pick("The answer.", "回答。")));
        parts.add(new Plain(say.pick(" ", "")));
        List<Ruling> rulings =
                Arrays.stream(Ruling.values()).filter(counts::containsKey).toList();
        for (Ruling ruling : rulings) {
            if (ruling != rulings.getFirst()) {
                parts.add(new Plain(say.pick(", ", "，")));
            }
            long count = Objects.requireNonNull(counts.get(ruling));
            parts.add(new Plain(say.pick(count + " ", count + " 条")));
            parts.add(say.mark(ruling));
        }
        parts.add(new Plain(say.pick(".", "。")));
        return new Paragraph(parts);
    }

    /** Every claim on one screen, by its verdict: an id leads to what was found. */
    private static Block strip(PageData data, Say say) {
        var items = new ArrayList<List<Inline>>();
        for (Ruling ruling : Ruling.values()) {
            var item = new ArrayList<Inline>();
            for (Verdict verdict : data.verdicts()) {
                if (verdict.ruling() == ruling) {
                    String id = verdict.claim().id();
                    item.add(new Plain(item.isEmpty() ? say.colon() : say.pick(", ", "、")));
                    item.add(new Link(id, "#" + Anchors.of(id)));
                }
            }
            if (!item.isEmpty()) {
                item.addFirst(say.mark(ruling));
                items.add(item);
            }
        }
        return new ListBlock(items);
    }

    private static Block run(PageData data, Say say) {
        RunRecord run = data.run().run();
        String started = Markdown.minute(run.startedAt());
        var text = new StringBuilder();
        if (!data.underLoad()) {
            text.append(say.pick(
                    "Run `" + run.id() + "`, started " + started + ": programs, and no server under load.",
                    "运行 `" + run.id() + "`，开始于 " + started + "：只运行程序，没有对服务器施加负载。"));
        } else {
            text.append(say.pick(
                    "Run `" + run.id() + "`, started " + started + ", profile " + run.profile() + ": "
                            + ended(data.run(), false)
                            + ". A trial measures one server (a target) under one load in fresh JVMs.",
                    "运行 `" + run.id() + "`，开始于 " + started + "，档位 " + run.profile() + "：" + ended(data.run(), true)
                            + "。一次试验在全新的 JVM 中，对一个服务器（称为目标）施加一种负载并测量。"));
        }
        Course.texts(data.run()).forEach(sentence -> text.append(say.space()).append(say.of(sentence)));
        text.append(say.space())
                .append(say.pick(
                        "Every number on this page is made from the run's directory; `claimbench report` makes it again.",
                        "本页每个数字都由运行目录中的数据算出，`claimbench report` 可以重新生成。"));
        if (!run.programRuns().isEmpty()) {
            text.append(say.space())
                    .append(say.pick(
                            "What an event loop does, small programs show: each is run on virtual time, in "
                                    + programRuns(run, say) + ", and must give an exact trace.",
                            "事件循环的行为由小程序展示：每个程序在虚拟时间上运行（" + programRuns(run, say) + "），输出必须逐行与预期相同。"));
        }
        return new Paragraph(Prose.of(text.toString()));
    }

    /** How many of the planned trials were measured, and how many failed: a part of a sentence. */
    static String ended(StoredRun run, boolean chinese) {
        int due = run.run().due().size();
        long failed = run.trials().stream().filter(trial -> !trial.completed()).count();
        long measured = run.trials().size() - failed;
        return chinese
                ? "计划的 " + due + " 次试验完成了 " + measured + " 次" + (failed == 0 ? "" : "，另有 " + failed + " 次失败")
                : measured + " of " + due + " planned trials were measured"
                        + (failed == 0 ? "" : ", and " + failed + " failed");
    }

    /** How often programs were to be run, and on what. */
    static String programRuns(RunRecord run, Say say) {
        return say.list(run.programRuns().entrySet().stream()
                .map(entry -> say.pick(
                        entry.getValue() + " processes on " + entry.getKey(),
                        entry.getKey() + " 上 " + entry.getValue() + " 个进程"))
                .toList());
    }

    private static List<Block> verdicts(PageData data, Say say) {
        var blocks = new ArrayList<Block>();
        blocks.add(Heading.of(2, "verdicts", say.pick("Verdicts", "判定")));
        List<Verdict> measured = data.verdicts().stream()
                .filter(verdict -> verdict.traces().isEmpty() && verdict.ruling() != Ruling.NOT_TESTABLE)
                .toList();
        if (!measured.isEmpty()) {
            var rows = new ArrayList<List<Cell>>();
            measured.forEach(verdict -> rows.addAll(rows(data, verdict, say)));
            blocks.add(new TableBlock(
                    "verdicts-measured",
                    say.pick(
                            "What was measured under load. In brackets: from the lowest end of an interval to the highest.",
                            "在负载下测量的论断。括号内：各目标区间的最低下限至最高上限。"),
                    columns(say, say.pick("measured, lowest to highest target", "实测（各目标最低至最高）")),
                    rows));
        }
        List<Verdict> shown = data.verdicts().stream()
                .filter(verdict -> !verdict.traces().isEmpty())
                .toList();
        if (!shown.isEmpty()) {
            var rows = new ArrayList<List<Cell>>();
            shown.forEach(verdict -> rows.addAll(rows(data, verdict, say)));
            blocks.add(new TableBlock(
                    "verdicts-shown",
                    say.pick("What programs showed, line by line.", "由程序逐行展示的论断。"),
                    columns(say, say.pick("found", "实际输出")),
                    rows));
        }
        List<Verdict> advice = data.verdicts().stream()
                .filter(verdict -> verdict.ruling() == Ruling.NOT_TESTABLE)
                .toList();
        if (!advice.isEmpty()) {
            var parts = new ArrayList<Inline>();
            parts.add(new Plain(say.pick("Advice, which nothing can measure: ", "属于建议、无法测量的有：")));
            for (int i = 0; i < advice.size(); i++) {
                Verdict verdict = advice.get(i);
                if (i > 0) {
                    parts.add(new Plain(say.semicolon()));
                }
                parts.add(new Link(
                        verdict.claim().id(), "#" + Anchors.of(verdict.claim().id())));
                parts.add(new Plain(" " + say.of(verdict.claim().title())));
            }
            parts.add(new Plain(say.pick(".", "。")));
            blocks.add(new Paragraph(parts));
        }
        return blocks;
    }

    private static List<Column> columns(Say say, String measured) {
        return List.of(
                Column.left(say.pick("claim", "论断")),
                Column.left(say.pick("document and section", "文档与章节")),
                Column.left(say.pick("expected", "预期")),
                Column.left(measured),
                Column.left(say.pick("verdict", "判定")),
                Column.left(say.pick("in words", "说明")));
    }

    /** A row for each figure of a claim; what is the same in all of them stands in the first. */
    private static List<List<Cell>> rows(PageData data, Verdict verdict, Say say) {
        Claim claim = verdict.claim();
        var link = new Link(claim.id(), "#" + Anchors.of(claim.id()));
        var rows = new ArrayList<List<Cell>>();
        List<Line> lines = lines(verdict, say);
        for (Line line : lines) {
            boolean first = rows.isEmpty();
            rows.add(List.of(
                    first ? Cell.of(link, new Plain(" " + say.of(claim.title()))) : Cell.of(link),
                    first ? Cell.of(citations(data, claim, say)) : Cell.of(""),
                    Cell.of(line.expected()),
                    Cell.of(line.measured()),
                    first ? Cell.of(say.mark(verdict.ruling())) : Cell.of(""),
                    first ? new Cell(Prose.of(say.of(verdict.because()))) : Cell.of("")));
        }
        return rows;
    }

    /** Where the documents state a claim: short, since its own section has the titles. */
    private static String citations(PageData data, Claim claim, Say say) {
        return claim.citations().stream()
                .map(citation ->
                        data.catalogue().document(citation).id() + say.pick(", ", "，") + say.of(citation.section()))
                .collect(Collectors.joining(say.semicolon()));
    }

    /** A figure of a claim: what it is, beside what came out. */
    private record Line(String expected, String measured) {}

    private static List<Line> lines(Verdict verdict, Say say) {
        if (!verdict.traces().isEmpty()) {
            return TraceSection.lines(verdict, say).stream()
                    .map(line -> new Line(line.figure() + say.colon() + line.expected(), line.measured()))
                    .toList();
        }
        if (verdict.claim().mapsDecide() && !verdict.rows().isEmpty()) {
            return MapSection.lines(verdict, say).stream()
                    .map(line -> new Line(line.figure() + say.colon() + line.expected(), line.measured()))
                    .toList();
        }
        var rowsByFigure = verdict.rows().stream()
                .collect(Collectors.groupingBy(
                        row -> figure(verdict, row, say) + say.colon() + say.expected(row.evidence()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return rowsByFigure.isEmpty()
                ? notMeasured(verdict.claim(), say)
                : rowsByFigure.entrySet().stream()
                        .map(entry -> new Line(entry.getKey(), measured(entry.getValue(), say)))
                        .toList();
    }

    /** What was expected is known before anything is measured. */
    private static List<Line> notMeasured(Claim claim, Say say) {
        String none = say.pick("not measured", "没有测到");
        var lines = new ArrayList<Line>();
        for (Case oneCase : claim.cases()) {
            for (Measure measure : oneCase.measures()) {
                lines.add(new Line(
                        figure(claim, oneCase.label(), measure, say)
                                + say.colon()
                                + say.expected(
                                        measure.expected().low(),
                                        measure.expected().high())
                                + (measure.relativeTo() == Scale.ONE
                                        ? ""
                                        : say.pick(
                                                " times the number of "
                                                        + measure.relativeTo().wireName(),
                                                "（乘以" + measure.relativeTo().zh() + "）")),
                        none));
            }
        }
        return lines.isEmpty() ? List.of(new Line(Say.NONE, none)) : lines;
    }

    /** A figure's name; with its case where there are several. */
    static String figure(Verdict verdict, Row row, Say say) {
        return figure(verdict.claim(), row.label(), row.measure(), say);
    }

    private static String figure(Claim claim, Text label, Measure measure, Say say) {
        String name = say.label(measure.quantity());
        return claim.cases().size() > 1 ? say.of(label) + say.colon() + name : name;
    }

    /** From the smallest to the largest among the targets, and from the lowest end of an interval to the highest. */
    static String measured(List<Row> rows, Say say) {
        Quantity quantity = rows.getFirst().measure().quantity();
        var values = rows.stream().mapToDouble(row -> row.evidence().value()).summaryStatistics();
        String text = say.range(quantity, values.getMin(), values.getMax());
        List<Evidence> told = rows.stream()
                .map(Row::evidence)
                .filter(evidence -> evidence.low() != null && evidence.high() != null)
                .toList();
        if (told.isEmpty()) {
            return text + say.bracketed(say.pick("one trial, no interval", "一次试验，没有区间"));
        }
        double low = told.stream()
                .mapToDouble(evidence -> Objects.requireNonNull(evidence.low()))
                .min()
                .orElseThrow();
        double high = told.stream()
                .mapToDouble(evidence -> Objects.requireNonNull(evidence.high()))
                .max()
                .orElseThrow();
        int without = rows.size() - told.size();
        return text
                + say.bracketed(say.range(quantity, low, high)
                        + (without == 0
                                ? ""
                                : say.pick(
                                        "; " + without + " of one trial, without", "；" + without + " 个只有一次试验，没有区间")));
    }

    private static Block machine(PageData data, Say say) {
        EnvironmentRecord machine = data.run().environment();
        int cores = machine.cores().size();
        return Paragraph.of(
                new Strong(say.pick("The machine.", "测试机器。")),
                new Plain(say.pick(" ", "") + machine.cpuModel() + say.comma()
                        + say.pick(cores + (cores == 1 ? " core, " : " cores, "), cores + " 核，")
                        + Markdown.gigabytes(machine.memoryBytes()) + say.comma() + machine.os() + " "
                        + machine.kernel()
                        + say.comma() + machine.jdk() + say.pick(". ", "。")),
                new Link(say.pick("More about it", "详细环境"), "#environment"),
                new Plain(say.pick(".", "。")));
    }

    private static Block limits(PageData data, Say say) {
        var items = new ArrayList<List<Inline>>();
        if (data.verdicts().stream().anyMatch(verdict -> verdict.basis() == Basis.ANALOGY)) {
            items.add(
                    List.of(
                            new Plain(
                                    say.pick(
                                            "The claims are about Python's asyncio. The servers that come with claimbench are written in Java, so a verdict on a"
                                                    + " measured figure holds for the concurrency model, by analogy, and not for Python itself.",
                                            "这些论断说的是 Python 的 asyncio，而 claimbench 自带的服务器用 Java 写成；所以实测数字的判定针对的是并发模型，属于类比，并不直接适用于 Python 本身。"))));
        }
        var urls = data.run().run().targetUrls();
        if (!urls.isEmpty()) {
            String names = say.list(urls.keySet().stream().sorted().toList());
            items.add(List.of(new Plain(say.pick(
                    "In what language " + names + (urls.size() == 1 ? " is" : " are") + " written is not known.",
                    names + " 是用什么语言写的，不得而知。"))));
        }
        if (data.underLoad()) {
            // What only some trials cannot bear is in how many of them a check failed, below.
            Conclusions.ofRun(data.run()).stream()
                    .filter(conclusion -> !conclusion.can() && conclusion.except() == null)
                    .forEach(conclusion -> items.add(List.of(
                            new Strong(say.capital(say.of(conclusion.what()))),
                            new Plain(say.colon() + say.sentence(say.of(conclusion.why()))))));
        }
        List<String> first = data.verdicts().stream()
                .filter(verdict -> verdict.open().stream().anyMatch(open -> open.kind() == DoubtKind.ONE_TRIAL))
                .map(verdict -> verdict.claim().id())
                .toList();
        if (!first.isEmpty()) {
            items.add(List.of(
                    new Strong(say.pick("More than a first answer", "初步答案之外的结论")),
                    new Plain(say.pick(
                            ": of " + say.list(first)
                                    + " all or some figures rest on one trial, which has no interval.",
                            "：" + say.list(first) + " 的全部或部分数字只来自一次试验，没有区间。"))));
        }
        List<Inline> settled = TrustSection.notSettled(data, say);
        if (!settled.isEmpty()) {
            items.add(settled);
        }
        List<Inline> trust = TrustSection.inShort(data, say);
        if (!trust.isEmpty()) {
            items.add(trust);
        }
        return new ListBlock(items);
    }
}
