package claimbench.dashboards;

import static claimbench.dashboards.Words.same;
import static claimbench.dashboards.Words.words;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.dashboards.PromQl.Selector;
import java.util.List;

/** What the run says of claims: each figure with its interval beside the range that the document lets expect. */
final class Claims {
    private static final String BY = "max by (claim,case,quantity,target) (last_over_time(%s[%s]))";

    private Claims() {}

    static Board board() {
        return new Board(
                "claims",
                words("claimbench: claims", "claimbench：论断"),
                words(
                        "Verdicts of a judged run, and its figures beside what the documents let expect.",
                        "一次已评判运行的判定，以及各项数值与文档预期的对照。"),
                false,
                List.of(
                        new Section(words("Verdicts", "判定"), List.of(note(), verdictCounts(), verdicts())),
                        new Section(words("Speed-ups", "加速比"), List.of(speedUps(), evidence()))));
    }

    private static View note() {
        return View.text(
                words("How to read it", "如何阅读"),
                words(
                        "A run is judged when it has ended, so this page is empty while one goes on:"
                                + " `claimbench dashboard DIR` shows it of a stored run. A figure supports a claim where its whole"
                                + " interval lies in the expected range. `claimbench explain ID` says what a claim is, how it is"
                                + " measured and why that range is expected; the report's section of the same name has the reasons"
                                + " and conditions of the verdict.",
                        "运行结束后才会评判，因此运行期间本页为空；`claimbench dashboard DIR` 可显示已保存的运行。数值的整个区间都落在预期范围内，论断才算成立。"
                                + "`claimbench explain ID` 说明论断的内容、测量方法以及预期范围的理由；报告中同名的一节给出判定的理由与条件。"));
    }

    private static View verdictCounts() {
        return View.of(
                        View.Kind.STAT,
                        words("Claims by verdict", "各判定的论断数"),
                        words("How many claims came to each verdict.", "得到各种判定的论断数。"),
                        new Query(
                                "count by (verdict) (last_over_time(%s[%s]))"
                                        .formatted(Selector.ofRun(Meter.CLAIM_VERDICT.sample()), PromQl.RANGE),
                                same("{{verdict}}"),
                                "short"))
                .high(8)
                .of()
                .there(View.Presence.WHEN_JUDGED);
    }

    private static View verdicts() {
        return View.of(
                        View.Kind.TABLE,
                        words("Verdicts", "判定"),
                        words(
                                "The run's verdict on each claim. A claim's link leads to its section in the report.",
                                "本次运行对每条论断的判定。论断的链接指向报告中对应的一节。"),
                        new Query(
                                        "max by (claim,verdict) (last_over_time(%s[%s]))"
                                                .formatted(Selector.ofRun(Meter.CLAIM_VERDICT.sample()), PromQl.RANGE),
                                        words("claims", "论断数"),
                                        "short")
                                .labelsAlone())
                .of()
                .there(View.Presence.WHEN_JUDGED);
    }

    private static View speedUps() {
        return View.of(
                        View.Kind.TABLE,
                        words("Speed-ups beside what was expected", "加速比与预期的对照"),
                        words(
                                "How many times as fast the treatment was as its baseline, on each target, beside the least and the"
                                        + " most that the document lets expect, on one scale. 1 is no difference; – where the document"
                                        + " says nothing of that side.",
                                "各目标上处理组相对基线快了多少倍，旁边是文档预期的下限与上限，三者用同一标尺；1 表示没有差别，“–”表示文档对这一侧没有说法。"),
                        speedUp(Meter.CLAIM_EFFECT, words("speed-up", "加速比"), Query.Column.BAR),
                        speedUp(Meter.CLAIM_EXPECTED_LOW, words("expected from", "预期下限"), Query.Column.BAR_OF_BOUND),
                        speedUp(Meter.CLAIM_EXPECTED_HIGH, words("expected to", "预期上限"), Query.Column.BAR_OF_BOUND))
                .wide(24)
                .high(12)
                .there(View.Presence.WHEN_JUDGED);
    }

    private static View evidence() {
        return View.of(
                        View.Kind.TABLE,
                        words("Figures and expectations", "数值与预期"),
                        words(
                                "Each figure with its interval over trials, and the range that the document lets expect; – where"
                                        + " nothing is said of that side, or there is no interval.",
                                "每项数值及其在各次试验上的区间，以及文档给出的预期范围；“–”表示文档对这一侧没有说法，或没有区间。"),
                        figureQuery(Meter.CLAIM_EFFECT, words("figure", "数值")),
                        figureQuery(Meter.CLAIM_EFFECT_LOW, words("interval, low", "区间下端")),
                        figureQuery(Meter.CLAIM_EFFECT_HIGH, words("interval, high", "区间上端")),
                        figureQuery(Meter.CLAIM_EXPECTED_LOW, words("expected from", "预期下限")),
                        figureQuery(Meter.CLAIM_EXPECTED_HIGH, words("expected to", "预期上限")))
                .wide(24)
                .high(16)
                .there(View.Presence.WHEN_JUDGED);
    }

    private static Query figureQuery(Meter meter, Words name) {
        return new Query(BY.formatted(figure(meter), PromQl.RANGE), name, "none");
    }

    /** All kinds of speed-up, of the mean as of the first token. */
    private static Query speedUp(Meter meter, Words name, Query.Column column) {
        return new Query(
                        BY.formatted(figure(meter).where(MeterNames.QUANTITY + "=~\".*speedup\""), PromQl.RANGE),
                        name,
                        "none")
                .as(column);
    }

    private static Selector figure(Meter meter) {
        return Selector.ofRun(meter.sample()).where(MeterNames.TARGET + "=~\"$target\"");
    }
}
