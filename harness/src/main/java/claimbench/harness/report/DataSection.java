package claimbench.harness.report;

import claimbench.harness.experiment.Profile;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.CodeBlock;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Link;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.result.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the data are, and the command that makes the same plan again. */
final class DataSection {
    private DataSection() {}

    static List<Block> of(PageData data, Say say) {
        return List.of(
                Heading.of(2, "lectures", say.pick("For lectures", "用于课堂")),
                new Paragraph(sheets(data, say)),
                Heading.of(2, "again", say.pick("Run it again", "重新运行")),
                new CodeBlock(command(data, data.run().run().claims(), say), "sh"),
                say.paragraph("makes the same plan in the same order.", "会以同样的顺序执行同样的计划。"),
                Heading.of(2, "data", say.pick("Raw data", "原始数据")),
                new ListBlock(List.of(
                        Prose.of(say.pick(
                                "`trials/`: each trial's histograms of response times, its samples and its logs.",
                                "`trials/`：每次试验的响应时间直方图、采样和日志。")),
                        Prose.of(say.pick(
                                "`semantics/`: what programs did; `report/traces.csv` has their traces beside the expected ones.",
                                "`semantics/`：程序的输出；`report/traces.csv` 把它们与预期并列。")),
                        Prose.of(say.pick(
                                "`verdicts.json`, `comparisons.json`: the verdicts, and what every trial gave to a figure.",
                                "`verdicts.json`、`comparisons.json`：判定，以及每次试验给出的数字。")),
                        Prose.of(say.pick("`trust.json`: every check of every trial.", "`trust.json`：每次试验的每项检查。")),
                        Prose.of(say.pick(
                                "`report/evidence.csv`, `report/latencies.csv`: figures with all their digits, and response and service"
                                        + " times of every kind of request.",
                                "`report/evidence.csv`、`report/latencies.csv`：不经舍入的各项数字，以及每类请求的响应时间和服务时间。")),
                        Prose.of(say.pick("`report/sheets/`: the sheets for lectures.", "`report/sheets/`：教师用表。")),
                        Prose.of(say.pick(
                                "`report/tables/`, `report/figures/`: this page's tables and figures, one file each; a figure's numbers are"
                                        + " beside it (`.csv`).",
                                "`report/tables/`、`report/figures/`：本页的表格和图，各为一个文件；每幅图的数字在同名的 `.csv` 文件中。")))));
    }

    private static List<Inline> sheets(PageData data, Say say) {
        var parts = new ArrayList<Inline>();
        parts.add(new Plain(say.pick("A sheet of one page for each document: ", "每份文档一页教师用表：")));
        for (String id : Sheets.documents(data.verdicts(), data.catalogue())) {
            if (parts.size() > 1) {
                parts.add(new Plain(say.pick(", ", "、")));
            }
            parts.add(new Link(id, Sheets.file(id, say.language(), "html")));
        }
        parts.addAll(Prose.of(say.pick(
                ". The same routes in Python and in four models, side by side: `harness/docs/handlers.md`.",
                "。同样的路由，用 Python 和四种模型并排写出：`harness/docs/handlers.zh-CN.md`。")));
        return parts;
    }

    /** The command that makes the same plan again, for some of its claims. Addresses of the user's servers stay out of it. */
    static String command(PageData data, List<String> claims, Say say) {
        RunRecord run = data.run().run();
        return "./claimbench run --profile " + run.profile()
                + " --seed " + run.seed()
                + " --claims " + String.join(",", claims)
                + (run.targets().isEmpty() ? "" : " --targets " + String.join(",", run.targets()))
                + trials(run)
                + (run.stopping().early() ? " --stop-early" : "")
                + (ControlsTable.measuredIn(run) ? " --controls" : "")
                + run.targetUrls().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> " --target-url " + entry.getKey() + "=" + say.pick("ADDRESS", "地址"))
                        .collect(Collectors.joining());
    }

    /** Where the number of rounds is not the profile's. */
    private static String trials(RunRecord run) {
        boolean own = run.rounds() > 0
                && Profile.find(run.profile()).map(Profile::rounds).orElse(0) != run.rounds();
        return own ? " --trials " + run.rounds() : "";
    }
}
