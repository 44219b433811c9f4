package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.RunComparison.ClaimChange;
import claimbench.harness.claim.RunComparison.ConditionChange;
import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.claim.Text;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.CodeBlock;
import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Language;
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
import claimbench.harness.result.RunDifferences;
import claimbench.harness.stats.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two runs side by side, as a document: what became of claims and conditions, in what the runs differ, how large their noise is.
 */
final class ComparePage {
    private static final Map<String, String> WHAT_ZH = Map.ofEntries(
            Map.entry("processor", "处理器"),
            Map.entry("architecture", "体系结构"),
            Map.entry("cores", "核"),
            Map.entry("memory", "内存"),
            Map.entry("system", "操作系统"),
            Map.entry("kernel", "内核"),
            Map.entry("commit", "提交"),
            Map.entry("profile", "档位"),
            Map.entry("seed", "随机种子"),
            Map.entry("rounds", "轮数"),
            Map.entry("stop early", "提前结束"),
            Map.entry("warm-up and window", "预热与窗口"),
            Map.entry("cores of target, generator, upstream", "目标、负载发生器、上游所在的核"),
            Map.entry("JVM flags of targets", "目标的 JVM 参数"),
            Map.entry("JVM flags of the upstream", "上游的 JVM 参数"),
            Map.entry("JVM flags of the generator", "负载发生器的 JVM 参数"),
            Map.entry("caches to start from", "启动用的缓存"),
            Map.entry("database", "数据库"));

    private static final String URL = "URL of ";

    private final CompareFile file;
    private final Catalogue catalogue;
    private final List<ReportDrawing> drawings;
    private final Say say;

    private ComparePage(CompareFile file, Catalogue catalogue, List<ReportDrawing> drawings, Say say) {
        this.file = file;
        this.catalogue = catalogue;
        this.drawings = drawings;
        this.say = say;
    }

    /**
     * Puts it together.
     *
     * @param catalogue that has the titles of the claims
     * @param drawings of all figures
     */
    static Document of(CompareFile file, Catalogue catalogue, List<ReportDrawing> drawings, Language language) {
        var say = new Say(language);
        return new Document(
                say.pick("Two runs, compared", "两次运行的比较"),
                language,
                new ComparePage(file, catalogue, drawings, say).blocks());
    }

    /** What a claim is called: in one language only where the catalogue no longer has it. */
    static Text title(Catalogue catalogue, ClaimChange claim) {
        return catalogue.claim(claim.claim()).map(Claim::title).orElseGet(() -> Text.same(claim.title()));
    }

    private List<Block> blocks() {
        RunComparison comparison = file.comparison();
        var blocks = new ArrayList<Block>();
        blocks.add(Paragraph.of(
                new Strong(say.pick("The question.", "问题。")),
                new Plain(say.pick(
                        " What is better, worse or the same in run B, seen from run A?",
                        "与运行 A 相比，运行 B 哪些变好、哪些变差、哪些没有变？"))));
        blocks.add(Paragraph.of(
                new Strong(say.pick("The answer.", "回答。")),
                new Plain(say.pick(
                        " " + comparison.conditions().size() + " conditions and "
                                + comparison.claims().size() + " claims in both: "
                                + comparison.count(Change.IMPROVED) + " improved, "
                                + comparison.count(Change.REGRESSED) + " regressed, "
                                + comparison.withinNoise() + " within noise, "
                                + (comparison.sameTraces() == 0 ? "" : comparison.sameTraces() + " the same, ")
                                + comparison.count(Change.INCONCLUSIVE)
                                + " inconclusive. All differences are right together with "
                                + Figures.percent(comparison.level()) + ".",
                        "两者共有 " + comparison.conditions().size() + " 种条件、"
                                + comparison.claims().size() + " 条论断："
                                + comparison.count(Change.IMPROVED) + " 项变好，" + comparison.count(Change.REGRESSED)
                                + " 项变差，" + comparison.withinNoise() + " 项在噪声之内，"
                                + (comparison.sameTraces() == 0 ? "" : comparison.sameTraces() + " 项完全相同，")
                                + comparison.count(Change.INCONCLUSIVE) + " 项尚无定论。所有差别合在一起，全部判对的把握为 "
                                + Figures.percent(comparison.level()) + "。"))));
        blocks.add(runs());
        if (!comparison.claims().isEmpty()) {
            blocks.add(Heading.of(2, "claims", say.pick("Claims", "论断")));
            blocks.add(claims(comparison.claims()));
        }
        if (!comparison.conditions().isEmpty()) {
            blocks.add(Heading.of(2, "conditions", say.pick("Conditions", "条件")));
            blocks.add(conditions(comparison.conditions()));
        }
        List<List<Cell>> changed = changed(comparison);
        if (!changed.isEmpty()) {
            blocks.add(Heading.of(2, "changes", say.pick("Figures that changed", "发生变化的指标")));
            blocks.add(figures(changed));
        }
        if (!drawings.isEmpty()) {
            blocks.add(Heading.of(2, "figures", say.pick("Figures, drawn", "指标图")));
            drawings.forEach(drawing -> blocks.add(drawing.block(say)));
        }
        blocks.add(Heading.of(2, "differences", say.pick("In what the runs differ", "两次运行有何不同")));
        blocks.add(
                file.differences().isEmpty()
                        ? say.paragraph("In nothing that was written down before the first trial.", "首次试验之前记录的各项完全相同。")
                        : differences());
        blocks.add(say.paragraph(
                "What changed on the machine from one run to the other is in every ratio, and in no run's own noise.",
                "机器在两次运行之间的任何变化都会进入每个比值，却不会出现在任何一次运行自己的噪声里。"));
        blocks.add(Heading.of(2, "limits", say.pick("What cannot be concluded", "不能得出的结论")));
        blocks.add(new ListBlock(limits(comparison)));
        blocks.add(Heading.of(2, "again", say.pick("Compare again", "重新比较")));
        blocks.add(new CodeBlock(
                "./claimbench compare runs/" + file.a().run() + " runs/"
                        + file.b().run(),
                "sh"));
        return blocks;
    }

    private Block runs() {
        return new TableBlock(
                "runs",
                say.pick("The two runs.", "两次运行。"),
                List.of(
                        Column.left(say.pick("side", "方")),
                        Column.left(say.pick("run", "运行")),
                        Column.number(say.pick("rounds", "轮数")),
                        Column.left(say.pick("ended", "结束方式"))),
                List.of(side("A", file.a()), side("B", file.b())));
    }

    private List<Cell> side(String name, CompareFile.Side side) {
        return List.of(
                Cell.of(name),
                Cell.of(side.run()),
                Cell.of(Integer.toString(side.rounds())),
                Cell.of(say.of(side.ending())));
    }

    private Block claims(List<ClaimChange> claims) {
        var rows = new ArrayList<List<Cell>>();
        for (ClaimChange claim : claims) {
            String title = say.of(title(catalogue, claim));
            rows.add(List.of(
                    Cell.of(claim.claim() + " " + title),
                    claim.sameTraces() ? say.cell("the same", "完全相同") : mark(claim.change()),
                    Cell.of(say.mark(claim.a())),
                    Cell.of(say.mark(claim.b())),
                    about(claim.change(), claim.doubts(), claim.figures())));
        }
        return new TableBlock(
                "compared-claims",
                say.pick("What became of each claim that both runs have.", "两次运行共有的每条论断有何变化。"),
                List.of(
                        Column.left(say.pick("claim", "论断")),
                        Column.left(say.pick("B against A", "B 与 A 相比")),
                        Column.left(say.pick("verdict in A", "A 的判定")),
                        Column.left(say.pick("verdict in B", "B 的判定")),
                        Column.left(say.pick("figures or reason", "指标或原因"))),
                rows);
    }

    private Block conditions(List<ConditionChange> conditions) {
        var rows = new ArrayList<List<Cell>>();
        for (ConditionChange condition : conditions) {
            rows.add(List.of(
                    Cell.of(condition.experiment()),
                    Cell.of(condition.target()),
                    mark(condition.change()),
                    about(condition.change(), condition.doubts(), condition.figures())));
        }
        return new TableBlock(
                "compared-conditions",
                say.pick("What became of each condition that both runs have.", "两次运行共有的每种条件有何变化。"),
                List.of(
                        Column.left(say.pick("experiment", "实验")),
                        Column.left(say.pick("target", "目标")),
                        Column.left(say.pick("B against A", "B 与 A 相比")),
                        Column.left(say.pick("figures or reason", "指标或原因"))),
                rows);
    }

    private Cell mark(Change change) {
        return switch (change) {
            case IMPROVED -> Cell.of(new Mark(say.pick("improved", "变好"), Tone.GOOD));
            case REGRESSED -> Cell.of(new Mark(say.pick("regressed", "变差"), Tone.BAD));
            case WITHIN_NOISE -> say.cell("within noise", "噪声之内");
            case INCONCLUSIVE -> Cell.of(new Mark(say.pick("inconclusive", "尚无定论"), Tone.OPEN));
        };
    }

    /** Why nothing can be said, or how much was looked at. */
    private Cell about(Change change, List<Text> doubts, List<FigureChange> figures) {
        if (change == Change.INCONCLUSIVE && !doubts.isEmpty()) {
            int more = doubts.size() - 1;
            return Cell.of(say.of(doubts.getFirst())
                    + (more > 0 ? say.pick(" (and " + more + " more)", "（另有 " + more + " 个原因）") : ""));
        }
        long open = figures.stream()
                .filter(figure -> figure.change() == Change.INCONCLUSIVE)
                .count();
        int all = figures.size();
        if (all == 0) {
            return Cell.of("");
        }
        return open == 0
                ? say.cell(all + (all == 1 ? " figure" : " figures"), all + " 项")
                : Cell.of(say.pick(open + " of " + all + " inconclusive", all + " 项中 " + open + " 项尚无定论")
                        + noisy(figures));
    }

    /** Of which kinds the runs' own noise is too large, in words; empty where of none. */
    private String noisy(List<FigureChange> figures) {
        List<String> kinds = RunComparison.tooNoisy(figures).entrySet().stream()
                .map(noise -> say.figureName(noise.getKey()) + " " + Figures.noise(noise.getValue()))
                .toList();
        return kinds.isEmpty()
                ? ""
                : say.colon()
                        + say.of(RunComparison.TOO_NOISY)
                        + say.bracketed(String.join(say.pick(", ", "，"), kinds));
    }

    private String tooLarge(double factorMax) {
        return say.bracketed(say.pick(
                "too large to tell: over " + Figures.noise(factorMax), "太大，无法判断：超过 " + Figures.noise(factorMax)));
    }

    private List<List<Cell>> changed(RunComparison comparison) {
        var rows = new ArrayList<List<Cell>>();
        comparison
                .claims()
                .forEach(claim -> claim.figures().stream()
                        .filter(figure -> figure.change().different())
                        .forEach(figure -> rows.add(row(claim.claim(), figure))));
        comparison
                .conditions()
                .forEach(condition -> condition.figures().stream()
                        .filter(figure -> figure.change().different())
                        .forEach(figure -> rows.add(row(condition.experiment(), figure))));
        return rows;
    }

    private List<Cell> row(String what, FigureChange figure) {
        Double ratio = figure.ratio();
        Double low = figure.low();
        Double high = figure.high();
        return List.of(
                Cell.of(what),
                Cell.of(figure.target()),
                Cell.of(say.figureName(figure)),
                Cell.of(value(figure, figure.a())),
                Cell.of(value(figure, figure.b())),
                Cell.of(
                        ratio == null
                                ? Say.NONE
                                : AaText.ratio(ratio)
                                        + (low == null || high == null
                                                ? ""
                                                : say.bracketed(say.to(AaText.ratio(low), AaText.ratio(high))))),
                mark(figure.change()));
    }

    private Block figures(List<List<Cell>> rows) {
        return new TableBlock(
                "changed-figures",
                say.pick(
                        "Figures of B that differ from those of A beyond noise; in brackets the interval of the ratio.",
                        "B 与 A 之差超出噪声的指标；括号内是比值的区间。"),
                List.of(
                        Column.left(say.pick("claim or experiment", "论断或实验")),
                        Column.left(say.pick("target", "目标")),
                        Column.left(say.pick("figure", "指标")),
                        Column.number("A"),
                        Column.number("B"),
                        Column.number("B/A"),
                        Column.left(say.pick("so it", "变化"))),
                rows);
    }

    private String value(FigureChange figure, double value) {
        return switch (figure.kind()) {
            case "median", "p99" -> Figures.measured(value / 1e6) + say.pick(" ms", " 毫秒");
            case "CPU time an answer" -> Figures.measured(value * 1e6) + say.pick(" µs", " 微秒");
            case "answers a second" -> Figures.measured(value) + say.pick("/s", "/秒");
            default -> Figures.measured(value);
        };
    }

    private Block differences() {
        var rows = new ArrayList<List<Cell>>();
        for (RunDifferences.Difference difference : file.differences()) {
            boolean address = difference.what().startsWith(URL);
            rows.add(List.of(
                    Cell.of(what(difference.what())),
                    Cell.of(address ? say.pick("an address", "某个地址") : difference.a()),
                    Cell.of(address ? say.pick("another one", "另一个地址") : difference.b())));
        }
        return new TableBlock(
                "run-differences",
                say.pick("What was not the same before the first trial.", "首次试验之前就不相同的项目。"),
                List.of(
                        Column.left(say.pick("what", "项目")),
                        Column.left(say.pick("in A", "A")),
                        Column.left(say.pick("in B", "B"))),
                rows);
    }

    private String what(String what) {
        if (!say.chinese()) {
            return what;
        }
        return what.startsWith(URL) ? what.substring(URL.length()) + " 的地址" : WHAT_ZH.getOrDefault(what, what);
    }

    private List<List<Inline>> limits(RunComparison comparison) {
        var items = new ArrayList<List<Inline>>();
        if (comparison.noise().isEmpty()) {
            items.add(Prose.of(say.pick(
                    "How large the noise is, is not known: neither run measured a condition twice (A/A) in two rounds, so no ratio"
                            + " can be told from it.",
                    "噪声有多大不得而知：两次运行都没有在两轮中把同一条件测两遍（A/A），因此没有比值能与噪声区分开。")));
        } else {
            items.add(Prose.of(say.pick("Changes below the noise mean nothing: ", "小于噪声的变化没有意义：")
                    + String.join(
                            say.pick(", ", "，"),
                            comparison.noise().stream()
                                    .map(kind -> say.figureName(kind.kind()) + " "
                                            + say.printed(Figures.noise(kind.factor()))
                                            + (kind.tooLarge() ? tooLarge(kind.factorMax()) : ""))
                                    .toList())
                    + say.pick(".", "。")));
        }
        comparison
                .unpaired()
                .forEach(unpaired -> items.add(Prose.of(say.pick("Not compared: ", "未比较：")
                        + unpaired.what()
                        + say.colon()
                        + say.sentence(say.of(unpaired.why())))));
        file.doubts().forEach(doubt -> items.add(Prose.of(say.pick("Doubt: ", "疑点：") + say.sentence(say.of(doubt)))));
        return items;
    }
}
