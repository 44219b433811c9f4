package claimbench.harness.claim;

import claimbench.contract.WireName;

/** What sort of cause keeps something of a claim open: what it means for the claim, and what helps. */
public enum DoubtKind implements WireName {
    /** A trust check failed; which, says what it means. */
    CHECK(
            "check",
            "What was measured may not be what the claim speaks of.",
            "测到的可能不是论断所说的东西。",
            "Read what the check says of itself.",
            "见该项检查自身的说明。"),
    FAILED(
            "failed",
            "What made it fail may be what the claim speaks of, so the trials that ended cannot stand for all.",
            "导致失败的原因也许正是论断所说的东西，所以只看成功的试验会有偏差。",
            "Read target.log and generator.log of the trial.",
            "查看该试验的 target.log 和 generator.log。"),
    MISSING(
            "missing",
            "Those that ended may differ from those that did not.",
            "已完成的与缺失的试验可能并不一样。",
            "claimbench resume DIR finishes the run.",
            "用 claimbench resume DIR 完成这次运行。"),
    ONE_TRIAL(
            "one-trial",
            "The figure is of one JVM, and nobody knows how much another one would differ: it is a first answer.",
            "数字只来自一个 JVM，换一个会差多少不得而知：这只是初步答案。",
            "Ask for this claim by --claims, or for more of all by --trials or a longer profile (standard, full).",
            "用 --claims 单独测这一条，或用 --trials 或更长的档位（standard、full）把全部多测几次。"),
    NOT_MEASURED(
            "not-measured",
            "Nothing is known of it.",
            "对此一无所知。",
            "Measure it: --claims and --targets choose what is measured.",
            "用 --claims 和 --targets 选择要测的内容，再测一次。"),
    NOT_COMPUTED(
            "not-computed",
            "A case with a figure that is not known cannot be judged.",
            "有指标算不出来，这种情形就无法判定。",
            "The reason names what is missing.",
            "理由中说明了缺少什么。"),
    INTERVAL(
            "interval",
            "The truth may lie on either side of the edge.",
            "真实值可能在边缘的任何一侧。",
            "More trials make the interval narrower: --trials with a larger number than this run's, or a longer profile (standard, full).",
            "增加试验会使区间变窄：用 --trials 给出比本次更大的数，或用更长的档位（standard、full）。"),
    PROGRAM(
            "program",
            "A program that does not do the same each time shows nothing.",
            "程序的行为不是每次都相同，就什么也没有展示。",
            "Run it again; if it stays, report it with the run's folder.",
            "再运行一次；如果仍然如此，请附上运行目录报告。");

    private final String wireName;
    private final String meaning;
    private final String meaningZh;
    private final String remedy;
    private final String remedyZh;

    DoubtKind(String wireName, String meaning, String meaningZh, String remedy, String remedyZh) {
        this.wireName = wireName;
        this.meaning = meaning;
        this.meaningZh = meaningZh;
        this.remedy = remedy;
        this.remedyZh = remedyZh;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** What it means for the claim. */
    public Text meaning() {
        return new Text(meaning, meaningZh);
    }

    public Text remedy() {
        return new Text(remedy, remedyZh);
    }
}
