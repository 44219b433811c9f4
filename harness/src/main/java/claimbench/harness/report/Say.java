package claimbench.harness.report;

import claimbench.harness.claim.Chinese;
import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.experiment.Words;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.Mark;
import claimbench.harness.report.document.Mark.Tone;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.TableBlock.Cell;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words that all sections of a report share, in its language. */
final class Say {
    static final String NONE = "–";

    private static final Map<String, String> KINDS = kinds();

    private final Language language;

    Say(Language language) {
        this.language = language;
    }

    Language language() {
        return language;
    }

    boolean chinese() {
        return language.isChinese();
    }

    String of(Text text) {
        return language.of(text);
    }

    String of(Words words) {
        return language.pick(words.en(), words.zh());
    }

    String pick(String english, String chinese) {
        return language.pick(english, chinese);
    }

    /** A figure that is made in English, as the language of the page writes it. */
    String printed(String figure) {
        return pick(figure, figure);
    }

    /** A paragraph in which names stand between backticks. */
    Paragraph paragraph(String english, String chinese) {
        return new Paragraph(Prose.of(pick(english, chinese)));
    }

    Cell cell(String english, String chinese) {
        return Cell.of(pick(english, chinese));
    }

    String colon() {
        return pick(": ", "：");
    }

    String semicolon() {
        return pick("; ", "；");
    }

    String comma() {
        return pick(", ", "，");
    }

    /** Between two sentences. */
    String space() {
        return pick(" ", "");
    }

    String bracketed(String text) {
        return pick(" (" + text + ")", "（" + text + "）");
    }

    /** The name of a case or a place, which may be a sentence of its own. */
    String quoted(String text) {
        return pick("'" + text + "'", "“" + text + "”");
    }

    /** As a sentence begins. */
    String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** What a check or a trial noted down while the run went on, in English, in the language of the page. */
    String noted(String detail) {
        return chinese() ? NotedZh.of(detail) : detail;
    }

    /** A sentence of what may or may not have its full stop. */
    String sentence(String text) {
        return text.isEmpty() || ".。!?！？".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + pick(".", "。");
    }

    /** "a", "a and b", "a, b and c". */
    String list(Collection<String> parts) {
        var all = List.copyOf(parts);
        if (chinese()) {
            return String.join("、", all);
        }
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }

    String label(Quantity quantity) {
        return pick(quantity.label(), quantity.labelZh());
    }

    String expected(@Nullable Double low, @Nullable Double high) {
        return of(Figures.expected(low, high));
    }

    String expected(Evidence evidence) {
        return expected(evidence.expectedLow(), evidence.expectedHigh());
    }

    String range(Quantity quantity, double low, double high) {
        return of(Figures.range(quantity, low, high));
    }

    /** From one number to another. */
    String to(String low, String high) {
        return low + pick(" to ", " 至 ") + high;
    }

    /** The interval of a row, or why there is none. */
    String interval(Row row) {
        Evidence evidence = row.evidence();
        if (evidence.low() == null || evidence.high() == null) {
            return pick("none: one trial", "无：只有一次试验");
        }
        String range = range(row.measure().quantity(), evidence.low(), evidence.high());
        return row.measure().quantity().counts() ? range + bracketed(pick("all trials", "所有试验")) : range;
    }

    String ruling(Ruling ruling) {
        return switch (ruling) {
            case SUPPORTED -> pick("Supported", "成立");
            case QUALIFIED -> pick("Qualified", "有条件成立");
            case CONTRADICTED -> pick("Contradicted", "不成立");
            case INCONCLUSIVE -> pick("Inconclusive", "尚无定论");
            case NOT_TESTABLE -> pick("Not testable", "无法检验");
        };
    }

    Inline mark(Ruling ruling) {
        return new Mark(
                ruling(ruling),
                switch (ruling) {
                    case SUPPORTED -> Tone.GOOD;
                    case QUALIFIED -> Tone.MIXED;
                    case CONTRADICTED -> Tone.BAD;
                    case INCONCLUSIVE, NOT_TESTABLE -> Tone.OPEN;
                });
    }

    String basis(Basis basis) {
        return switch (basis) {
            case DIRECT -> pick("on Python itself", "在 Python 上直接观察");
            case ANALOGY -> pick("by analogy", "类比");
        };
    }

    /** Whether a row is as expected, in a word. */
    Cell placement(Evidence.Placement placement) {
        return switch (placement) {
            case INSIDE -> cell("inside", "之内");
            case OUTSIDE -> Cell.of(new Mark(pick("outside", "之外"), Tone.BAD));
            case STRADDLES -> Cell.of(new Mark(pick("cannot be told", "无法判断"), Tone.OPEN));
        };
    }

    /** Settings with their values, such as {@code calls=3,9; ms=50}: values may have commas. */
    String settings(Map<String, ?> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    Inline yesOrNo(boolean yes) {
        return yes ? new Plain(pick("yes", "能")) : new Mark(pick("no", "不能"), Tone.BAD);
    }

    /** What a figure that was compared is called; its name in data is in English. */
    String figureName(String name) {
        if (!chinese()) {
            return name;
        }
        for (var kind : KINDS.entrySet()) {
            if (name.equals(kind.getKey())) {
                return kind.getValue();
            }
            String before = kind.getKey() + " of ";
            if (name.startsWith(before)) {
                String request = name.substring(before.length());
                return request.contains(" against ")
                        ? kind.getValue() + "（" + request.replace(" against ", " 对比 ") + "）"
                        : Chinese.joined(Chinese.joined(request, "的"), kind.getValue());
            }
        }
        return name;
    }

    /** What a figure of two runs is called. */
    String figureName(FigureChange figure) {
        Text ofCase = figure.ofCase();
        return ofCase == null || !chinese()
                ? figureName(figure.name())
                : ofCase.zh() + "：" + figureName(figure.quantity());
    }

    private static Map<String, String> kinds() {
        var kinds = new LinkedHashMap<String, String>();
        kinds.put("median", "中位数");
        kinds.put("p99", "p99");
        kinds.put("answers a second", "每秒应答数");
        kinds.put("CPU time an answer", "每个应答的 CPU 时间");
        for (Quantity quantity : Quantity.values()) {
            kinds.put(quantity.label(), quantity.labelZh());
        }
        return Collections.unmodifiableMap(kinds);
    }
}
