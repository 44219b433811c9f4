package claimbench.dashboards;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.dashboards.PromQl.Selector;
import claimbench.dashboards.grafana.Annotation;
import java.util.List;

/**
 * What is marked on all time series: the phases of trials, and faults. Grafana makes a region of each stretch of time in which a
 * query has a value above zero.
 */
public final class Marks {
    /**
     * One kind of mark.
     *
     * @param expression above zero while it lasts
     * @param title of one, with labels in double braces
     * @param color red, green and blue, as in CSS
     * @param shown whether it is shown at first
     */
    public record Mark(Words name, String expression, String title, String color, boolean shown) {}

    /** All of them. */
    public static final List<Mark> ALL = List.of(
            new Mark(new Words("Trial start", "试验开始"), phase("start"), "{{experiment}} {{target}}", "#999999", true),
            new Mark(new Words("Warm-up", "预热"), phase("warm-up"), "{{experiment}} {{target}}", "#E69F00", false),
            new Mark(new Words("Window", "测量窗口"), phase("window"), "{{experiment}} {{target}}", "#0072B2", true),
            new Mark(
                    new Words("Fault", "故障"),
                    Selector.of(Meter.UPSTREAM_FAULT.sample()) + " > 0",
                    "{{fault}} {{target}}",
                    "#D55E00",
                    true));

    private Marks() {}

    static List<Annotation> in(Language language) {
        return ALL.stream()
                .map(mark -> new Annotation(
                        GrafanaLayout.PROMETHEUS,
                        mark.name.in(language),
                        mark.shown,
                        mark.color,
                        mark.expression,
                        mark.title,
                        "{{trial}}",
                        MeterNames.TRIAL))
                .toList();
    }

    private static String phase(String phase) {
        return Selector.of(Meter.TRIAL_PHASE.sample()).with(MeterNames.PHASE, phase) + " == 1";
    }
}
