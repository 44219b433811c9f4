package claimbench.harness.report;

import claimbench.harness.capacity.CapacityResult;
import claimbench.harness.capacity.CapacityResult.Capacity;
import claimbench.harness.capacity.CapacityResult.Figure;
import claimbench.harness.capacity.CapacityResult.Latency;
import claimbench.harness.capacity.CapacityResult.Step;
import claimbench.harness.claim.Figures;
import claimbench.harness.stats.CapacitySearch.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Capacities, and latencies at equal rates, as text. */
public final class CapacityText {
    private static final String NONE = "–";

    private CapacityText() {}

    /** The interval: {@code 380 to 410}, {@code at least 1600}, {@code below 50}, or a dash. */
    public static String interval(Capacity capacity) {
        Double high = capacity.high();
        if (high == null) {
            return capacity.low() == 0 ? NONE : "at least " + rate(capacity.low());
        }
        return capacity.low() == 0 ? "below " + rate(high) : rate(capacity.low()) + " to " + rate(high);
    }

    /** How many rates were tried, and how many were kept up with. */
    public static String steps(Capacity capacity) {
        long kept = capacity.steps().stream()
                .filter(step -> step.answer() == Answer.KEPT_UP)
                .count();
        return capacity.steps().size() + " (" + kept + " kept up)";
    }

    /** The note of a capacity in Chinese; what it says of a trial's end stays in English. */
    static String noteZh(String note) {
        String failed = "could not be measured: ";
        if (note.startsWith(failed)) {
            return "无法测量：" + note.substring(failed.length());
        }
        return switch (note) {
            case "not tried" -> "没有试过";
            case "unknown: the generator was at its limit at every rate" -> "未知：每个速率下负载发生器都到了极限";
            case "kept up with no rate that was tried" -> "试过的速率都跟不上";
            case "at least; the time for searching was over before a rate was too high" -> "只是下限：搜索时间用完时，还没有遇到过高的速率";
            case "unknown: the machine was disturbed from beside, or the generator at its limit, at every rate" ->
                "未知：每个速率下，机器都受到别的程序干扰，或负载发生器到了极限";
            case "at least; beyond, the machine was disturbed from beside each time" -> "只是下限：再往上，机器每次都受到别的程序干扰";
            case "at least; beyond, the generator was at its own limit" -> "只是下限：再往上，负载发生器到了自己的极限";
            case "wider than asked for: trials differ too much" -> "比要求的宽：各次试验相差太大";
            case "wider than asked for: the time for searching was over" -> "比要求的宽：搜索时间用完了";
            default ->
                note.replaceFirst("^at least; (\\S+) is the highest rate that was to be tried$", "只是下限：$1 是允许试的最高速率");
        };
    }

    public static String percent(@Nullable Double percent) {
        return percent == null ? NONE : String.format(Locale.ROOT, "%.1f", percent);
    }

    /** Milliseconds with their interval; the word where the server fell behind. */
    public static String figure(Latency latency, @Nullable Figure figure) {
        if (latency.isVoid()) {
            return "void";
        }
        if (figure == null) {
            return NONE;
        }
        String value = Figures.measured(figure.nanos() / 1e6);
        return figure.low() == null || figure.high() == null
                ? value
                : value + " (" + Figures.measured(figure.low() / 1e6) + " to " + Figures.measured(figure.high() / 1e6)
                        + ")";
    }

    /** Both tables, for a terminal: rows of cells, the first of each with the names of its columns. */
    public static List<List<List<String>>> tables(CapacityResult result) {
        var capacities = new ArrayList<List<String>>();
        capacities.add(List.of("target", "capacity, requests/s", "trials", "note"));
        result.capacities()
                .forEach(one -> capacities.add(List.of(one.target(), interval(one), steps(one), one.note())));
        var latencies = new ArrayList<List<String>>();
        latencies.add(List.of(
                "requests/s",
                "of lowest capacity",
                "target",
                "response p50 ms",
                "response p99 ms",
                "service p50 ms",
                "service p99 ms",
                "note"));
        result.latencies()
                .forEach(one -> latencies.add(List.of(
                        Integer.toString(one.rate()),
                        one.sharePercent() + " %",
                        one.target(),
                        figure(one, one.responseP50()),
                        figure(one, one.responseP99()),
                        figure(one, one.serviceP50()),
                        figure(one, one.serviceP99()),
                        notes(one))));
        return List.of(capacities, latencies);
    }

    /** The first note, and how many more there are. */
    public static String notes(Latency latency) {
        List<String> notes = latency.notes();
        return notes.isEmpty()
                ? ""
                : notes.getFirst() + (notes.size() > 1 ? "; and " + (notes.size() - 1) + " more" : "");
    }

    /** The parameters that were set. */
    public static String parameters(CapacityResult result) {
        return result.parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    static String rate(double perSecond) {
        return perSecond < 100
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    /** Every trial of the searches. */
    static String stepsCsv(CapacityResult result) {
        var csv = new StringBuilder(Csv.line(
                "target",
                "capacityLow",
                "capacityHigh",
                "decided",
                "trial",
                "rate",
                "answer",
                "why",
                "errorsPercent",
                "achievedPercent",
                "responseMillisP50",
                "responseMillisP99"));
        for (Capacity capacity : result.capacities()) {
            for (Step step : capacity.steps()) {
                csv.append(Csv.line(
                        capacity.target(),
                        capacity.low(),
                        capacity.high(),
                        capacity.decided(),
                        step.trial(),
                        step.rate(),
                        step.answer(),
                        step.why(),
                        step.errorsPercent(),
                        step.achievedPercent(),
                        csvMillis(step.responseNanosP50()),
                        csvMillis(step.responseNanosP99())));
            }
        }
        return csv.toString();
    }

    /** Every target at every rate. */
    static String latenciesCsv(CapacityResult result) {
        var csv = new StringBuilder(Csv.line(
                "rate",
                "sharePercent",
                "target",
                "trials",
                "void",
                "responseMillisP50",
                "responseMillisP50Low",
                "responseMillisP50High",
                "responseMillisP99",
                "responseMillisP99Low",
                "responseMillisP99High",
                "serviceMillisP50",
                "serviceMillisP50Low",
                "serviceMillisP50High",
                "serviceMillisP99",
                "serviceMillisP99Low",
                "serviceMillisP99High",
                "notes"));
        for (Latency one : result.latencies()) {
            var fields = new ArrayList<@Nullable Object>();
            fields.add(one.rate());
            fields.add(one.sharePercent());
            fields.add(one.target());
            fields.add(one.trials());
            fields.add(one.isVoid());
            for (Figure figure :
                    new @Nullable Figure[] {one.responseP50(), one.responseP99(), one.serviceP50(), one.serviceP99()}) {
                fields.add(figure == null ? null : csvMillis(figure.nanos()));
                fields.add(figure == null ? null : csvMillis(figure.low()));
                fields.add(figure == null ? null : csvMillis(figure.high()));
            }
            fields.add(String.join("; ", one.notes()));
            csv.append(Csv.line(fields.toArray()));
        }
        return csv.toString();
    }

    private static @Nullable String csvMillis(@Nullable Number nanos) {
        return nanos == null ? null : String.format(Locale.ROOT, "%.3f", nanos.doubleValue() / 1e6);
    }
}
