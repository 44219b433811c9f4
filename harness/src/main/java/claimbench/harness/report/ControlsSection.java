package claimbench.harness.report;

import claimbench.harness.claim.Figures;
import claimbench.harness.experiment.Experiment;
import claimbench.harness.report.ControlsTable.Figure;
import claimbench.harness.report.ControlsTable.Ratio;
import claimbench.harness.report.ControlsTable.Row;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Targets beside the servers people would pick instead. */
final class ControlsSection {
    private ControlsSection() {}

    /** Nothing where no controls were measured. */
    static List<Block> of(StoredRun run, ControlsTable controls, Say say) {
        if (controls.rows().isEmpty()) {
            return List.of();
        }
        var blocks = new ArrayList<Block>();
        blocks.add(Heading.of(2, "controls", say.pick("Beside other servers", "与其他服务器并列")));
        blocks.add(say.paragraph(
                "How representative are these targets? The servers people would pick instead (controls, marked ·) answer the same"
                        + " requests, in the same run, each below the target of its concurrency model. No claim is judged by them.",
                "这些目标有多大的代表性？人们通常会选用的服务器（称为对照，以 · 标出）在同一次运行中应答同样的请求，列在同一并发模型的目标之下。没有任何论断由它们判定。"));
        for (Experiment experiment : ControlsText.experiments(controls)) {
            blocks.add(table(run, controls, experiment, say));
        }
        blocks.add(notes(say));
        return blocks;
    }

    private static Block table(StoredRun run, ControlsTable controls, Experiment experiment, Say say) {
        var rows = new ArrayList<List<Cell>>();
        for (Row row : ControlsText.rows(controls, experiment)) {
            rows.add(List.of(
                    row.control() ? Cell.of("· " + row.server()) : Cell.of(new Strong(row.server())),
                    Cell.of((row.generatorBound() ? "≥ " : "") + figure(row.requestsPerSecond(), say)),
                    Cell.of(figure(row.cpuMicrosPerRequest(), say)),
                    Cell.of(Figures.measured(row.latencyNanosP50() / 1e6)),
                    Cell.of(Figures.measured(row.latencyNanosP99() / 1e6)),
                    Cell.of(Long.toString(row.failedRequests())),
                    Cell.of(ratio(row.rateRatio(), say)),
                    Cell.of(ratio(row.cpuRatio(), say))));
        }
        return new TableBlock(
                "controls-" + experiment.id(),
                say.pick(
                        experiment.id() + ": " + experiment.measures().en() + ". " + load(run, experiment, say)
                                + ", each with a connection of its own and one request at a time.",
                        experiment.id() + "：" + experiment.measures().zh() + "。" + load(run, experiment, say)
                                + "，各有自己的连接，一次一个请求。"),
                List.of(
                        Column.left(say.pick("server", "服务器")),
                        Column.number(say.pick("requests/s", "请求/秒")),
                        Column.number(say.pick("CPU µs a request", "每个请求的 CPU 微秒数")),
                        Column.number(say.pick("p50 ms", "p50 毫秒")),
                        Column.number(say.pick("p99 ms", "p99 毫秒")),
                        Column.number(say.pick("failed", "失败")),
                        Column.right(say.pick("rate against the best control", "速率与最佳对照之比")),
                        Column.right(say.pick("CPU time against the best control", "CPU 时间与最佳对照之比"))),
                rows);
    }

    /** As its trials have it. */
    private static String load(StoredRun run, Experiment experiment, Say say) {
        return run.trials().stream()
                .map(Trial::condition)
                .filter(condition -> condition.ownExperiment().equals(experiment.id()))
                .map(condition -> ClaimSection.load(condition, say))
                .distinct()
                .collect(Collectors.joining(say.pick(", ", "，")));
    }

    /** A figure with its interval. */
    private static String figure(@Nullable Figure figure, Say say) {
        if (figure == null) {
            return Say.NONE;
        }
        String value = Figures.measured(figure.value());
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null
                ? value
                : value + say.bracketed(say.to(Figures.measured(low), Figures.measured(high)));
    }

    /** The ratio and which control it is to. */
    private static String ratio(@Nullable Ratio ratio, Say say) {
        return ratio == null ? Say.NONE : figure(ratio.figure(), say) + " × " + ratio.control();
    }

    private static Block notes(Say say) {
        var items = new ArrayList<List<Inline>>();
        items.add(Prose.of(say.pick(
                "In brackets: the 95 % interval over trials. Percentiles are those of the answers of all trials together.",
                "括号内是各次试验的 95% 区间。百分位数取自所有试验的应答。")));
        items.add(List.of(
                new Plain(say.pick(
                        "The last two columns compare a target with the best control of its model, from pairs of trials of the same"
                                + " round. Both are turned so that ",
                        "最后两列把目标与同一模型的最佳对照相比，取自同一轮的成对试验。两者的方向都调整为")),
                new Strong(say.pick("more than 1 is in favour of the target", "大于 1 对目标有利")),
                new Plain(say.pick(
                        ": its rate over the control's, the control's CPU time over its own. The best is picked by the same figures,"
                                + " so chance can only help it.",
                        "：速率是目标除以对照，CPU 时间是对照除以目标。最佳对照按同样的数字选出，偶然因素只会对它有利。"))));
        items.add(
                Prose.of(
                        say.pick(
                                "`≥`: the generator was at the end of its own cores in some trial, so the server could have answered more. Its rate is"
                                        + " then a lower bound, its response times hold the generator's own queue, and no ratio of rates is given. CPU"
                                        + " time a request holds all the same: it is read from the kernel for the server's process alone.",
                                "`≥`：某次试验中负载发生器用尽了自己的核，服务器本可应答更多。此时速率只是下限，响应时间里包含负载发生器自己的排队，也不给出速率之比。每个请求的 CPU 时间依然有效：它由内核按服务器进程单独统计。")));
        items.add(
                Prose.of(
                        say.pick(
                                "Where the server has one core and the generator another, a fast server outruns the generator on `stack-plaintext`: read"
                                        + " the CPU time there. On `stack-wait` the users set the rate, which a server that keeps up just reaches: again,"
                                        + " read the CPU time, and whether p99 stays near the wait.",
                                "服务器与负载发生器各占一个核时，快的服务器在 `stack-plaintext` 上会超过负载发生器：这时请看 CPU 时间。在 `stack-wait` 上速率由用户数决定，跟得上的服务器恰好达到它：同样请看 CPU 时间，以及 p99 是否接近所等待的时间。")));
        items.add(Prose.of(say.pick(
                "Users ask again when they have their answer (a closed load), so response times at a server's limit say how many users"
                        + " there are, and not how it would answer at a lower rate.",
                "用户得到应答后才发下一个请求（闭环负载），所以服务器到达极限时，响应时间说明的是有多少用户，而不是速率较低时它会怎样应答。")));
        items.add(Prose.of(say.pick(
                "Controls leave out what the contract asks of a target beyond these two routes: meters, JSON by a library, and more. So a"
                        + " target does more work for the same answer. The CPU time of a short warm-up holds the compiler's too: profile"
                        + " standard has longer ones.",
                "对照省去了契约在这两个路由之外对目标的要求，如计量、用库生成 JSON 等；同样的应答，目标做的工作更多。预热较短时，CPU 时间里还包含编译器的时间；standard 档位的预热更长。")));
        return new ListBlock(items);
    }
}
