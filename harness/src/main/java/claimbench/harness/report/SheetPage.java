package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Citation;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.OpenPoint;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.TraceRow;
import claimbench.harness.claim.TryIt;
import claimbench.harness.claim.Verdict;
import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Code;
import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Link;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A teacher's sheet: what one document states, what came of it in this run, why in a sentence, and what to try in class. It is to
 * fit on a page of A4, so reasons are cut to a length; the report has the whole of them.
 */
final class SheetPage {
    /** Characters of a reason: as many as leave letters on paper that are easy to read. */
    private static final List<Integer> WHY_MAX = List.of(400, 300, 240, 180, 150, 120, 90, 60);

    /** So many trust checks are named; the report has all. */
    private static final int CHECKS_MAX = 2;

    /** What comes before the claims that a command asks for. */
    private static final String RUN = "./claimbench run ";

    /** What is served unless a row says otherwise. */
    private static final String SERVE = "./claimbench serve event-loop";

    private SheetPage() {}

    /**
     * The sheet of a document.
     *
     * @param document id of the document
     * @param verdicts those of the run, which may have judged some of its claims only
     * @param run id of the run
     */
    static Document of(String document, List<Verdict> verdicts, Catalogue catalogue, String run, Say say) {
        for (int whyMax : WHY_MAX) {
            Document sheet = of(document, verdicts, catalogue, run, say, whyMax, true);
            if (SheetPrint.points(sheet) >= SheetPrint.EASY) {
                return sheet;
            }
        }
        return of(document, verdicts, catalogue, run, say, WHY_MAX.getLast(), false);
    }

    private static Document of(
            String document,
            List<Verdict> verdicts,
            Catalogue catalogue,
            String run,
            Say say,
            int whyMax,
            boolean titled) {
        List<Claim> claims = catalogue.claimsStatedIn(document);
        Map<String, Verdict> verdictById = verdicts.stream()
                .collect(Collectors.toMap(verdict -> verdict.claim().id(), Function.identity()));
        var rows = new ArrayList<List<Cell>>();
        for (Claim claim : claims) {
            Verdict verdict = verdictById.get(claim.id());
            rows.add(List.of(
                    source(claim, document, verdict != null, say),
                    statement(claim, titled, say),
                    verdict == null
                            ? say.cell("This run was not asked.", "本次运行未涉及。")
                            : new Cell(verdict(verdict, say, whyMax)),
                    inClass(claim, say)));
        }
        var table = new TableBlock(
                "sheet-" + Anchors.of(document),
                say.pick("Its statements, in our words; the sections are the document's.", "文档中的论断，用我们的话转述；章节为文档中的章节。"),
                List.of(
                        Column.left(say.pick("claim", "论断")),
                        Column.left(say.pick("statement", "内容")),
                        Column.left(say.pick("verdict, and why", "判定及理由")),
                        Column.left(say.pick("in class", "课堂上试一试"))),
                rows);
        List<Block> blocks = List.of(new Paragraph(introduction(claims, verdictById, run, say)), table, handlers(say));
        String title = Objects.requireNonNull(catalogue.documents().get(document), document)
                .title();
        return new Document(
                say.pick("Teacher's sheet: " + title + " (" + document + ")", "教师用表：《" + title + "》（" + document + "）"),
                say.language(),
                blocks);
    }

    /** Its title says the same in few words, and is left out where they are too many. */
    private static Cell statement(Claim claim, boolean titled, Say say) {
        String restatement = say.of(claim.restatement());
        return titled
                ? Cell.of(new Strong(say.of(claim.title())), new Plain(say.colon() + restatement))
                : Cell.of(restatement);
    }

    /** Its id, which leads into the report where that has it, and where the document states it. */
    private static Cell source(Claim claim, String document, boolean judged, Say say) {
        String sections = claim.citations().stream()
                .filter(citation -> citation.document().equals(document))
                .map(Citation::section)
                .map(say::of)
                .collect(Collectors.joining(say.semicolon()));
        return Cell.of(
                judged ? new Link(claim.id(), report(say) + "#" + Anchors.of(claim.id())) : new Strong(claim.id()),
                new Plain(" " + sections));
    }

    /** From the folder of sheets. */
    private static String report(Say say) {
        return "../" + Report.html(say.language());
    }

    private static List<Inline> verdict(Verdict verdict, Say say, int whyMax) {
        var parts = new ArrayList<Inline>();
        parts.add(say.mark(verdict.ruling()));
        parts.add(new Plain(say.pick(". ", "。")));
        parts.addAll(Prose.of(why(verdict, whyMax, say)));
        return parts;
    }

    private static String why(Verdict verdict, int whyMax, Say say) {
        String whole = say.of(verdict.because());
        if (whole.length() <= longest(whyMax, say)) {
            return whole;
        }
        return inShort(verdict, say).orElseGet(() -> shortened(whole, whyMax, say));
    }

    /** The same in a few words, where these can be true: what is open by its causes, and what a program showed by who ran it. */
    static Optional<String> inShort(Verdict verdict, Say say) {
        if (verdict.ruling() == Ruling.SUPPORTED && !verdict.traces().isEmpty()) {
            return Optional.of(say.pick(
                    "Every line is as expected, on " + say.list(verdict.targets()) + ".",
                    "在 " + say.list(verdict.targets()) + " 上逐行符合预期。"));
        }
        if (verdict.ruling() == Ruling.QUALIFIED && !verdict.traces().isEmpty()) {
            return exceptions(verdict, say);
        }
        if (verdict.ruling() == Ruling.QUALIFIED && verdict.claim().mapsDecide()) {
            return Optional.of(holds(verdict, say));
        }
        if (verdict.ruling() != Ruling.INCONCLUSIVE || verdict.open().isEmpty()) {
            return Optional.empty();
        }
        var causes = new LinkedHashSet<String>();
        List<TrustCheck> checks = verdict.open().stream()
                .map(OpenPoint::check)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (OpenPoint open : verdict.open()) {
            causes.add(
                    switch (open.kind()) {
                        case CHECK -> failed(checks, say);
                        case FAILED -> say.pick("trials failed", "有试验失败");
                        case MISSING -> say.pick("trials are missing", "缺少试验");
                        case ONE_TRIAL -> say.pick("one trial only", "只有一次试验");
                        case NOT_MEASURED -> say.pick("not measured", "没有测量");
                        case NOT_COMPUTED -> say.pick("a figure could not be computed", "有指标算不出来");
                        case INTERVAL ->
                            say.pick("an interval reaches across the edge of the expected range", "区间跨过预期范围的边缘");
                        case PROGRAM -> say.pick("the program does not always do the same", "程序的行为并不每次相同");
                    });
        }
        return Optional.of(say.sentence(say.capital(String.join(say.semicolon(), causes))));
    }

    /** What is wrong, in words, and what the report calls it. */
    private static String failed(List<TrustCheck> checks, Say say) {
        List<String> named = checks.stream()
                .limit(CHECKS_MAX)
                .map(check -> say.pick(check.inShort(), check.inShortZh()) + say.bracketed(check.name()))
                .toList();
        int more = checks.size() - named.size();
        return String.join(say.comma(), named)
                + (more == 0
                        ? ""
                        : say.pick(
                                " and " + more + (more == 1 ? " more check" : " more checks") + " failed",
                                "，另有 " + more + " 项检查未通过"));
    }

    /** Where its maps hold; one that holds nowhere is passed over, since another does. */
    private static String holds(Verdict verdict, Say say) {
        return verdict.maps().stream()
                .filter(map -> map.points().stream().anyMatch(point -> point.state() == MapResult.State.HOLDS))
                .map(map -> say.of(map.holds()))
                .distinct()
                .collect(Collectors.joining(say.pick(" ", "")));
    }

    /** The cases that do not hold, where they hold for nobody who ran the program: a sentence that stays short is about these. */
    private static Optional<String> exceptions(Verdict verdict, Say say) {
        Map<Text, Boolean> holdsByCase = verdict.traces().stream()
                .collect(Collectors.toMap(
                        TraceRow::label, TraceRow::asExpected, Boolean::logicalOr, LinkedHashMap::new));
        List<String> exceptions = holdsByCase.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(entry -> say.quoted(say.of(entry.getKey())))
                .toList();
        boolean elsewhere = verdict.traces().stream()
                .anyMatch(trace -> !trace.asExpected() && holdsByCase.getOrDefault(trace.label(), false));
        return exceptions.isEmpty() || elsewhere
                ? Optional.empty()
                : Optional.of(
                        say.pick("Does not hold for " + say.list(exceptions) + ".", say.list(exceptions) + "不成立。"));
    }

    /** Chinese characters are twice as wide as others. */
    private static int longest(int whyMax, Say say) {
        return say.chinese() ? whyMax / 2 : whyMax;
    }

    /**
     * Cut between two clauses, so that what is left is still true.
     *
     * @param max characters; of Chinese ones, which are twice as wide, half as many
     */
    static String shortened(String reason, int max, Say say) {
        int length = longest(max, say);
        if (reason.length() <= length) {
            return reason;
        }
        for (String mark : say.chinese() ? List.of("。", "；", "：", "，") : List.of(". ", "; ", ": ", ", ")) {
            for (int end = reason.lastIndexOf(mark, length);
                    end > length / 3;
                    end = reason.lastIndexOf(mark, end - 1)) {
                String kept = reason.substring(0, end);
                if (isWhole(kept)) {
                    return kept + say.pick(" …", "……");
                }
            }
        }
        // No clause ends in time: what is in brackets then goes first, and then the last word.
        String kept = reason.substring(0, length);
        int bracket = Math.max(kept.lastIndexOf('('), kept.lastIndexOf('（'));
        int end = !isWhole(kept) && bracket > length / 3 ? bracket : Math.max(kept.lastIndexOf(' '), length / 3);
        return kept.substring(0, end).strip() + say.pick(" …", "……");
    }

    /** Whether all brackets and quotations that it opens are closed. */
    private static boolean isWhole(String text) {
        return count("[(（“]", text) == count("[)）”]", text)
                && count("(?<![\\p{L}\\p{N}])'(?=\\S)", text) == count("(?<=\\S)'(?![\\p{L}\\p{N}])", text);
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static Cell inClass(Claim claim, Say say) {
        TryIt tryIt = claim.tryIt();
        if (tryIt == null) {
            return Cell.of("");
        }
        var parts = new ArrayList<Inline>(Prose.of(say.of(tryIt.words())));
        List<String> commands = tryIt.commands();
        // The same in so many rows that it stands above the table, once.
        List<String> own = commands.size() > 1 && commands.getFirst().equals(SERVE)
                ? commands.subList(1, commands.size())
                : commands;
        for (String command : own) {
            parts.add(new Plain(command.equals(own.getFirst()) ? " " : say.pick(", then ", "，然后 ")));
            // So many rows have it that the introduction says what stands for it.
            parts.add(new Code(command.startsWith(RUN) ? command.substring(RUN.length()) : command));
        }
        return new Cell(parts);
    }

    private static List<Inline> introduction(
            List<Claim> claims, Map<String, Verdict> verdictById, String run, Say say) {
        var parts = new ArrayList<Inline>();
        parts.add(new Plain(say.pick("What came of its statements in run ", "下表列出这份文档中的论断，以及运行 ")));
        parts.add(new Code(run));
        parts.add(new Plain(say.pick("; ", " 的判定；")));
        parts.add(new Link(say.pick("the report", "报告"), report(say)));
        parts.add(new Plain(say.pick(
                " has figures, intervals and conditions, and the rest where a reason ends in …. Commands are typed in claimbench's folder. Those with curl or load need a"
                        + " server in a second terminal: ",
                "中有数字、区间和条件，以及以“……”结尾的理由的全文。命令在 claimbench 的文件夹中输入；带 curl 或 load 的命令需要先在另一个终端启动服务器：")));
        parts.add(new Code(SERVE));
        parts.add(
                new Plain(say.pick(", unless the row names another one; Ctrl-C ends it. ", "，表中另有说明的除外；按 Ctrl-C 结束。")));
        parts.add(new Code("--claims"));
        parts.add(new Plain(say.pick(" stands for ", " 代表 ")));
        parts.add(new Code(RUN + "--claims"));
        parts.add(new Plain(say.pick(".", "。")));
        boolean analogy = claims.stream()
                .map(claim -> verdictById.get(claim.id()))
                .anyMatch(verdict -> verdict != null
                        && verdict.basis() == Basis.ANALOGY
                        && verdict.claim().testable());
        if (analogy) {
            parts.add(new Plain(say.pick(
                    " What was measured on Java says something of Python by analogy only.",
                    "在 Java 上测得的数字，对 Python 只是类比。")));
        }
        return parts;
    }

    private static Block handlers(Say say) {
        return say.paragraph(
                "The same routes in Python and in four models, side by side: `harness/docs/handlers.md`.",
                "同样的路由，用 Python 和四种模型并排写出：`harness/docs/handlers.zh-CN.md`。");
    }
}
