package claimbench.harness.report;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Judge;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import java.util.ArrayList;
import java.util.List;

/** What the words and the figures of a report mean. */
final class MethodSection {
    private MethodSection() {}

    static List<Block> of(PageData data, Say say) {
        var blocks = new ArrayList<Block>();
        blocks.add(Heading.of(2, "method", say.pick("Method", "方法")));
        blocks.add(Heading.of(3, "method-verdicts", say.pick("What the verdicts mean", "判定的含义")));
        blocks.add(new ListBlock(List.of(
                term(
                        say,
                        "Supported",
                        "the whole interval of every figure lies in the range that was fixed before the run, on every target that the"
                                + " claim is about; or every line of every trace is the one that was written down before.",
                        "成立",
                        "在论断所涉及的每个目标上，每个指标的整个区间都落在运行之前定下的预期范围内；或者每一行输出都与事先写下的相同。"),
                term(say, "Contradicted", "outside on all of them.", "不成立", "在所有目标上都落在范围之外。"),
                term(
                        say,
                        "Qualified",
                        "inside on some and outside on others; the conditions are part of the verdict.",
                        "有条件成立",
                        "在一些目标上落在范围内，在另一些上落在范围外；条件是判定的一部分。"),
                term(
                        say,
                        "Inconclusive",
                        "an interval straddles the edge of the range, a trust check failed, or trials are missing.",
                        "尚无定论",
                        "某个区间跨过范围的边缘，或有可信度检查未通过，或缺少试验。"),
                term(say, "Not testable", "advice or taste, which nothing can measure.", "无法检验", "属于建议或偏好，无从测量。"))));
        if (data.underLoad()) {
            blocks.add(Heading.of(3, "method-figures", say.pick("How to read the figures", "怎样读这些数字")));
            blocks.add(new ListBlock(figures(say)));
        }
        return blocks;
    }

    private static List<List<Inline>> figures(Say say) {
        String level = Figures.percent(Judge.LEVEL);
        return List.of(
                term(
                        say,
                        "Speed-up",
                        "how many times as fast the one way of doing the work is as the other. The cost ratio is how many times as long it"
                                + " takes. Both compare the median response times of two kinds of request, which every user sends in random"
                                + " order; 1 is no difference.",
                        "加速比",
                        "一种做法的速度是另一种的多少倍；耗时比则是所花时间的多少倍。两者比较的都是两类请求响应时间的中位数，每个用户按随机顺序发送这两类请求；1 表示没有差别。"),
                term(
                        say,
                        "p99",
                        "99 % of the answers took no longer. Divided by the wait that was asked for, 1 means that nobody waited in a queue.",
                        "p99",
                        "99% 的应答不超过这个时间。除以所要求的等待时间，1 表示没有人排队。"),
                term(
                        say,
                        "Requests in flight",
                        "sent and not yet answered. Little's law gives their mean, from the rate and the time of the answers: those that"
                                + " stand in the target's queue are among them, while the target's own gauge counts only those that it is"
                                + " working on.",
                        "进行中的请求数",
                        "已经发出、还没有得到应答的请求。利特尔法则由应答的速率和时间算出其均值：在目标队列里等待的也包括在内，而目标自己的计数只算正在处理的。"),
                term(
                        say,
                        "Cores busy",
                        "processor time of the target over time that passed; 1 is one core at work all the time.",
                        "忙碌的核数",
                        "目标的处理器时间除以经过的时间；1 表示一个核一直在工作。"),
                term(
                        say,
                        "Measured",
                        "the median of the trials. The interval is where the median of all trials that this machine could give may lie,"
                                + " judging by how much trials differ. For counts: the smallest and the largest of the trials.",
                        "实测",
                        "各次试验的中位数。区间是根据各次试验的差异推断的：这台机器所能给出的全部试验，其中位数可能落在的范围。计数类指标则是各次试验中的最小值和最大值。"),
                term(
                        say,
                        "Level",
                        "several claims of one run are together right with " + level
                                + ". So each but the least clear is judged at a higher level, which stands above its intervals (Holm's"
                                + " procedure).",
                        "置信水平",
                        "一次运行的多条论断合在一起，全部判对的把握为 " + level + "。因此除了最不明确的一条，其余各条都用更高的水平判定，写在区间一栏的表头（霍尔姆方法）。"),
                term(
                        say,
                        "Theory",
                        "what a law predicts where nothing else costs any time.",
                        "理论值",
                        "假如其他一切都不花时间，定律给出的预测。"),
                term(
                        say,
                        "Load",
                        "in a closed load, users send one request each and the next when the answer is there. A request asks for `calls`"
                                + " of `ms` milliseconds each to a stand-in for a model API, or for a wait of `ms`, or for `tasks` of `units`"
                                + " of computation each.",
                        "负载",
                        "闭环负载中，每个用户发一个请求，得到应答后再发下一个。一个请求要求目标向模型 API 的替身发出 `calls` 个各耗时 `ms` 毫秒的调用，或等待 `ms` 毫秒，或完成 `tasks` 个各含 `units` 份计算的任务。"));
    }

    private static List<Inline> term(Say say, String term, String meaning, String termZh, String meaningZh) {
        var parts = new ArrayList<Inline>();
        parts.add(new Strong(say.pick(term, termZh)));
        parts.add(new Plain(say.colon()));
        parts.addAll(Prose.of(say.pick(meaning, meaningZh)));
        return parts;
    }
}
