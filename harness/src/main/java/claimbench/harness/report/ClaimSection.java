package claimbench.harness.report;

import claimbench.harness.claim.Case;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Document;
import claimbench.harness.claim.ExpectedTrace;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Measure;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Code;
import claimbench.harness.report.document.CodeBlock;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Link;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Quote;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All that a run has to say of one claim: what it says, how it was tried, what came out, what theory says, on what it depends, whether to trust it. */
final class ClaimSection {
    /** More experiments than this are points of a sweep, whose first ones stand for all; a target with other options stands for itself. */
    private static final int EXPERIMENTS_MAX = 5;

    private ClaimSection() {}

    static List<Block> of(PageData data, Verdict verdict, Say say) {
        Claim claim = verdict.claim();
        String anchor = Anchors.of(claim.id());
        var blocks = new ArrayList<Block>();
        blocks.add(Heading.of(2, anchor, claim.id() + say.colon() + say.of(claim.title())));
        blocks.add(Quote.of(say.of(claim.restatement())));
        blocks.add(new Paragraph(stated(data, claim, say)));
        blocks.add(ruling(verdict, say));
        blocks.addAll(OpenSection.of(verdict, say));
        List<Block> experiment = experiment(data, claim, say);
        if (!experiment.isEmpty()) {
            blocks.add(Heading.of(3, anchor + "-experiment", say.pick("Experiment", "实验")));
            blocks.addAll(experiment);
        }
        var found = new ArrayList<Block>();
        data.drawings(claim).stream()
                .filter(drawing -> verdict.maps().stream()
                        .noneMatch(map ->
                                Report.mapFigure(claim.id(), map.sweep().id()).equals(drawing.id())))
                .forEach(drawing -> found.add(drawing.block(say)));
        if (!verdict.shownRows().isEmpty() && !claim.mapsDecide()) {
            found.add(table(verdict, anchor, say));
        }
        found.addAll(ShownSection.of(verdict, anchor, say));
        elsewhere(data, claim, say).ifPresent(found::add);
        found.addAll(MapSection.of(data, verdict, say));
        found.addAll(TraceSection.of(verdict, say));
        if (!found.isEmpty()) {
            blocks.add(Heading.of(3, anchor + "-result", say.pick("Result", "结果")));
            blocks.addAll(found);
        }
        List<Block> theory = theory(claim, say);
        if (!theory.isEmpty()) {
            blocks.add(Heading.of(3, anchor + "-theory", say.pick("Theory and expectation", "理论与预期")));
            blocks.addAll(theory);
        }
        List<List<Inline>> conditions = conditions(verdict, say);
        if (!conditions.isEmpty()) {
            blocks.add(Heading.of(3, anchor + "-conditions", say.pick("Conditions", "条件")));
            blocks.add(new ListBlock(conditions));
        }
        if (claim.testable()) {
            blocks.add(Heading.of(3, anchor + "-trust", say.pick("Trust", "可信度")));
            blocks.add(new ListBlock(TrustSection.ofClaim(data, verdict, say)));
            blocks.add(Heading.of(3, anchor + "-again", say.pick("Run it again", "重新运行")));
            blocks.add(new CodeBlock(DataSection.command(data, List.of(claim.id()), say), "sh"));
        }
        return blocks;
    }

    /** Figures of several claims stand beside the first of them. */
    private static Optional<Block> elsewhere(PageData data, Claim claim, Say say) {
        List<ReportDrawing> drawings = data.drawingsElsewhere(claim);
        if (drawings.isEmpty()) {
            return Optional.empty();
        }
        var parts = new ArrayList<Inline>();
        parts.add(new Plain(say.pick("More figures of it: ", "相关的图：")));
        for (int i = 0; i < drawings.size(); i++) {
            parts.add(new Plain(i == 0 ? "" : say.semicolon()));
            parts.add(new Link(
                    say.of(drawings.get(i).title()), "#" + drawings.get(i).anchor()));
        }
        parts.add(new Plain(say.pick(".", "。")));
        return Optional.of(new Paragraph(parts));
    }

    private static List<Inline> stated(PageData data, Claim claim, Say say) {
        var parts = new ArrayList<Inline>();
        parts.add(new Plain(say.pick("Stated in: ", "出处：")));
        for (int i = 0; i < claim.citations().size(); i++) {
            var citation = claim.citations().get(i);
            Document document = data.catalogue().document(citation);
            parts.add(new Plain((i == 0 ? "" : say.semicolon()) + "《" + document.title() + "》"
                    + say.pick(" (" + document.id() + ", ", "（" + document.id() + "，")));
            parts.add(new Code(document.file()));
            parts.add(new Plain(say.pick("), ", "），") + say.of(citation.section())));
        }
        parts.add(new Plain(say.pick(".", "。")));
        return parts;
    }

    private static Block ruling(Verdict verdict, Say say) {
        var parts = new ArrayList<Inline>();
        parts.add(say.mark(verdict.ruling()));
        String basis = verdict.claim().testable() ? say.bracketed(say.basis(verdict.basis())) : "";
        parts.add(new Plain(basis + say.pick(". ", "。")));
        parts.addAll(Prose.of(say.of(verdict.because())));
        return new Paragraph(parts);
    }

    private static List<Block> experiment(PageData data, Claim claim, Say say) {
        if (claim.shownByProgram()) {
            return List.of(say.paragraph(
                    "The program `" + claim.id() + "`, on virtual time, in "
                            + FirstScreen.programRuns(data.run().run(), say) + ".",
                    "程序 `" + claim.id() + "`，在虚拟时间上运行："
                            + FirstScreen.programRuns(data.run().run(), say) + "。"));
        }
        Set<String> ids = claim.experiments(true);
        Map<String, List<Condition>> conditions = data.run().run().plan().stream()
                .map(PlannedTrial::condition)
                .filter(condition -> ids.contains(condition.experiment()))
                .distinct()
                .collect(Collectors.groupingBy(Condition::experiment, LinkedHashMap::new, Collectors.toList()));
        if (conditions.isEmpty()) {
            return List.of();
        }
        var items = new ArrayList<List<Inline>>();
        var kinds = new HashSet<List<String>>();
        conditions.forEach((id, measured) -> {
            boolean newKind = kinds.add(measured.getFirst().options());
            if (newKind || items.size() < EXPERIMENTS_MAX) {
                items.add(experiment(id, measured, say));
            }
        });
        int more = conditions.size() - items.size();
        if (more > 0) {
            items.add(
                    List.of(new Plain(say.pick("and " + more + " more of the same kinds.", "另有 " + more + " 个同类实验。"))));
        }
        return List.of(new ListBlock(items));
    }

    private static List<Inline> experiment(String id, List<Condition> conditions, Say say) {
        Condition first = conditions.getFirst();
        String targets =
                say.list(conditions.stream().map(Condition::target).distinct().toList());
        String measures = ExperimentCatalogue.find(id)
                .map(Experiment::measures)
                .map(words -> say.colon() + say.of(words))
                .orElse("");
        String load = load(first, say);
        String settings = say.settings(first.parameters());
        var words = new Plain(measures
                + say.pick(
                        ". " + load + ", on " + targets + (settings.isEmpty() ? "." : ": "),
                        "。" + load + "；目标：" + targets + (settings.isEmpty() ? "。" : "；参数：")));
        return settings.isEmpty()
                ? List.of(new Code(id), words)
                : List.of(new Code(id), words, new Code(settings), new Plain(say.pick(".", "。")));
    }

    /** The shape of its load, at the beginning of a sentence. */
    static String load(Condition condition, Say say) {
        var workload = condition.workload();
        return switch (workload.model()) {
            case CLOSED ->
                say.pick(
                        String.format(
                                Locale.ROOT,
                                "A closed load of %,d %s",
                                workload.users(),
                                workload.users() == 1 ? "user" : "users"),
                        String.format(Locale.ROOT, "闭环负载，%,d 个用户", workload.users()));
            case OPEN ->
                say.pick(
                        String.format(Locale.ROOT, "An open load of %,.0f requests/s", workload.requestsPerSecond()),
                        String.format(Locale.ROOT, "开环负载，每秒 %,.0f 个请求", workload.requestsPerSecond()));
        };
    }

    private static Block table(Verdict verdict, String anchor, Say say) {
        var columns = List.of(
                Column.left(say.pick("target", "目标")),
                Column.left(say.pick("figure", "指标")),
                Column.number(say.pick("measured", "实测")),
                Column.number(say.pick(
                        Figures.percent(verdict.level()) + " interval", Figures.percent(verdict.level()) + " 区间")),
                Column.number(say.pick("expected", "预期")),
                Column.left(say.pick("interval is", "区间位于预期")),
                Column.number(say.pick("theory", "理论值")),
                Column.number(say.pick("trials", "试验数")),
                Column.left(say.pick("load", "负载")));
        var rows = new ArrayList<List<Cell>>();
        for (Row row : verdict.shownRows()) {
            var evidence = row.evidence();
            rows.add(List.of(
                    Cell.of(evidence.target()),
                    Cell.of(FirstScreen.figure(verdict, row, say)),
                    Cell.of(Figures.measured(row.measure().quantity(), evidence.value())),
                    Cell.of(say.interval(row)),
                    Cell.of(say.expected(evidence)),
                    verdict.beside().contains(row)
                            ? say.cell("not judged", "不参与判定")
                            : say.placement(evidence.placement()),
                    Cell.of(Figures.exact(evidence.theory())),
                    Cell.of(Integer.toString(evidence.trials())),
                    Cell.of(say.settings(evidence.parameters()))));
        }
        return new TableBlock(
                anchor + "-figures",
                say.pick(
                        "Every figure of " + verdict.claim().id() + " on every target.",
                        verdict.claim().id() + " 在各目标上的每个指标。"),
                columns,
                rows);
    }

    private static List<Block> theory(Claim claim, Say say) {
        var blocks = new ArrayList<Block>();
        Text law = claim.theory();
        if (law != null) {
            blocks.add(new Paragraph(Prose.of(say.of(law))));
        }
        var items = new ArrayList<List<Inline>>();
        for (Case oneCase : claim.cases()) {
            String label = say.of(oneCase.label());
            ExpectedTrace trace = oneCase.trace();
            if (trace != null) {
                items.add(Prose.of(
                        label + say.bracketed("`" + trace.scene() + "`") + say.colon() + say.of(trace.reason())));
            }
            for (Measure measure : oneCase.measures()) {
                items.add(Prose.of(label
                        + say.comma()
                        + compared(measure, say)
                        + say.colon()
                        + say.sentence(say.of(measure.expected().reason()))
                        + say.space()
                        + say.pick("Theory: ", "理论：")
                        + say.of(measure.theory().formula())
                        + say.bracketed(say.of(measure.theory().source()))
                        + say.pick(".", "。")));
            }
        }
        if (!items.isEmpty()) {
            blocks.add(new ListBlock(items));
        }
        return blocks;
    }

    private static String compared(Measure measure, Say say) {
        String label = say.label(measure.quantity());
        return measure.baseline() == null
                ? label
                : say.pick(
                        label + " of `" + measure.treatment() + "` against `" + measure.baseline() + "`",
                        label + "（`" + measure.treatment() + "` 对比 `" + measure.baseline() + "`）");
    }

    /** What the verdict depends on and its reason does not already say, and whom the claim speaks of. */
    private static List<List<Inline>> conditions(Verdict verdict, Say say) {
        var items = new ArrayList<List<Inline>>();
        String reason = verdict.because().en().toLowerCase(Locale.ROOT);
        for (Text condition : verdict.given()) {
            if (!reason.contains(condition.en().toLowerCase(Locale.ROOT))) {
                items.add(Prose.of(say.sentence(say.capital(say.of(condition)))));
            }
        }
        if (verdict.claim().scope() != null) {
            items.add(
                    Prose.of(say.pick("Scope: ", "范围：") + say.of(verdict.claim().scope())));
        }
        return items;
    }
}
