package claimbench.harness.report.figure;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Text;
import claimbench.harness.result.Spans;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * One request that calls an API several times, as it was recorded: one call after another, all at once on one thread, and all at once
 * with a thread for each.
 *
 * <pre>
 * one after another            all at once, on one thread        all at once, a thread each
 *   request ────────────────     request ──────                    request ──────
 *   call 1  ━━━━                 call 1   ━━━━                     call 1   ━━━━
 *   call 2      ━━━━             call 2   ━━━━                     call 2   ━━━━
 * </pre>
 */
final class FanoutFigure implements Figure {
    private static final String SERIAL = "serial";
    private static final String CONCURRENT = "concurrent";
    private static final List<String> ON_ONE_THREAD = List.of("event-loop", "reactive");
    private static final List<String> ON_THREADS = List.of("platform-threads", "virtual-threads");

    private static final int LANE_HEIGHT = 24;
    private static final double HALF = 0.32;

    private static final Text HOW = new Text(
            "single requests, recorded when the load had ended · coloured: a call, from its arrival at the API to its answer · grey: the request",
            "负载结束后单独记录的请求 · 彩色：一次调用，从到达接口到作出应答 · 灰色：整个请求");

    /** One way of calling. */
    private record Panel(Text heading, String target, Spans.Request request) {}

    private final List<String> claims;
    private final List<Panel> panels;

    private FanoutFigure(List<String> claims, List<Panel> panels) {
        this.claims = claims;
        this.panels = List.copyOf(panels);
    }

    /**
     * Of the first experiment that recorded spans; empty where none did.
     *
     * @throws StoredRunException where a record is damaged
     */
    static Optional<Figure> of(StoredRun run, List<Measured> all) throws StoredRunException {
        for (Measured measured : all) {
            var spansByTarget = new LinkedHashMap<String, Spans>();
            for (Trial trial : measured.trials()) {
                Optional<Spans> spans = run.spans(trial);
                spans.ifPresent(
                        found -> spansByTarget.putIfAbsent(trial.condition().target(), found));
            }
            List<Panel> panels = panels(measured.targets(), spansByTarget);
            if (!panels.isEmpty()) {
                return Optional.of(new FanoutFigure(measured.claims(), panels));
            }
        }
        return Optional.empty();
    }

    private static List<Panel> panels(List<String> targets, Map<String, Spans> spansByTarget) {
        var panels = new ArrayList<Panel>();
        List<String> recorded =
                targets.stream().filter(spansByTarget::containsKey).toList();
        Optional<String> oneThread =
                ON_ONE_THREAD.stream().filter(recorded::contains).findFirst();
        Optional<String> threads =
                ON_THREADS.stream().filter(recorded::contains).findFirst();
        Optional<String> main =
                oneThread.or(() -> threads).or(() -> recorded.stream().findFirst());
        main.flatMap(target -> panel(
                        new Text("one after another: " + target, "串行，一个接一个：" + target), target, SERIAL, spansByTarget))
                .ifPresent(panels::add);
        if (oneThread.isPresent()) {
            String target = oneThread.get();
            panel(
                            new Text("concurrent, all at once on one thread: " + target, "并发，在一个线程上同时等待：" + target),
                            target,
                            CONCURRENT,
                            spansByTarget)
                    .ifPresent(panels::add);
        }
        if (threads.isPresent()) {
            String target = threads.get();
            panel(
                            new Text(
                                    "parallel, all at once with a thread for each call: " + target,
                                    "并行，每个调用一个线程：" + target),
                            target,
                            CONCURRENT,
                            spansByTarget)
                    .ifPresent(panels::add);
        }
        if (oneThread.isEmpty() && threads.isEmpty()) {
            main.flatMap(target -> panel(
                            new Text("all at once: " + target, "同时进行：" + target), target, CONCURRENT, spansByTarget))
                    .ifPresent(panels::add);
        }
        return panels;
    }

    private static Optional<Panel> panel(Text heading, String target, String way, Map<String, Spans> spansByTarget) {
        return Objects.requireNonNull(spansByTarget.get(target)).requests().stream()
                .filter(request -> request.name().equals(way))
                .filter(request -> !request.calls().isEmpty())
                .findFirst()
                .map(request -> new Panel(heading, target, request));
    }

    @Override
    public String id() {
        return "fanout-timeline";
    }

    @Override
    public List<String> claims() {
        return claims;
    }

    @Override
    public Text title() {
        int calls = panels.getFirst().request().calls().size();
        return new Text(
                "One request, " + calls + " calls of an API: serial, concurrent, parallel",
                "一个请求，" + calls + " 次接口调用：串行、并发与并行");
    }

    @Override
    public Text caption() {
        String en = panels.stream()
                .map(panel -> panel.heading().en() + " " + took(panel) + " ms")
                .collect(Collectors.joining("; "));
        String zh = panels.stream()
                .map(panel -> panel.heading().zh() + " " + took(panel) + " 毫秒")
                .collect(Collectors.joining("；"));
        return new Text(
                title().en() + ". Recorded, not drawn from a model: " + en
                        + ". What only waits needs no core of its own; more threads can shorten only what computes.",
                title().zh() + "。图中是实际的记录，不是示意：" + zh + "。只是等待，不占用处理器核；只有需要计算的部分，才能靠更多的线程缩短。");
    }

    private static String took(Panel panel) {
        return Figures.measured(millis(panel, panel.request().endEpochMicros()));
    }

    @Override
    public FigureData data() {
        var data = new ArrayList<List<String>>();
        for (Panel panel : panels) {
            Spans.Request request = panel.request();
            data.add(FigureData.line(
                    panel.heading().en(), panel.target(), "request", 0.0, millis(panel, request.endEpochMicros())));
            for (Spans.Call call : request.calls()) {
                data.add(FigureData.line(
                        panel.heading().en(),
                        panel.target(),
                        "call " + (call.call() + 1),
                        millis(panel, call.startEpochMicros()),
                        millis(panel, call.endEpochMicros())));
            }
        }
        return new FigureData(List.of("way", "target", "span", "startMillis", "endMillis"), data);
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        Map<String, Look> looks =
                Look.of(panels.stream().map(Panel::target).distinct().toList());
        double end = panels.stream()
                .mapToDouble(panel -> millis(panel, panel.request().endEpochMicros()))
                .max()
                .orElse(1);
        ValueAxis millis = style.lettered(Axes.linear(
                style.say("milliseconds since the request was sent", "请求发出后的毫秒数"),
                0,
                1.12 * end,
                Axes.steps(0, 1.12 * end)));
        var lanes = new ArrayList<String>();
        for (Panel panel : panels) {
            lanes.add("");
            lanes.add(style.say("request", "请求"));
            for (Spans.Call call : panel.request().calls()) {
                lanes.add(style.say("call ", "调用 ") + (call.call() + 1));
            }
        }
        var plot = new XYPlot(
                new XYSeriesCollection(), millis, axis(style, lanes), new XYLineAndShapeRenderer(false, false));
        style.grid(plot);
        plot.setRangeGridlinesVisible(false);
        plot.setFixedLegendItems(new LegendItemCollection());
        int lane = 0;
        for (Panel panel : panels) {
            plot.addAnnotation(Style.words(
                    style.say(panel.heading()), style.boldFont(), Style.INK, 0, lane + HALF, TextAnchor.BOTTOM_LEFT));
            lane++;
            double took = millis(panel, panel.request().endEpochMicros());
            plot.addAnnotation(
                    Style.edgedBox(0, lane + HALF / 2, took, lane - HALF / 2, Style.BAND_EDGE, Style.BAND_EDGE));
            plot.addAnnotation(Style.words(
                    "  " + Figures.measured(took) + style.say(" ms", " 毫秒"),
                    style.smallFont(),
                    Style.INK,
                    took,
                    lane,
                    TextAnchor.CENTER_LEFT));
            lane++;
            Look look = Objects.requireNonNull(looks.get(panel.target()));
            for (Spans.Call call : panel.request().calls()) {
                plot.addAnnotation(Style.edgedBox(
                        millis(panel, call.startEpochMicros()),
                        lane + HALF,
                        millis(panel, call.endEpochMicros()),
                        lane - HALF,
                        Style.INK,
                        look.colour()));
                lane++;
            }
        }
        return style.drawing(this, HOW, plot, LANE_HEIGHT * lanes.size());
    }

    private static double millis(Panel panel, long epochMicros) {
        return (epochMicros - panel.request().startEpochMicros()) / 1_000.0;
    }

    private static SymbolAxis axis(Style style, List<String> lanes) {
        SymbolAxis axis = style.lettered(new SymbolAxis("", lanes.toArray(String[]::new)));
        axis.setInverted(true);
        axis.setRange(-0.5, lanes.size() - 0.5);
        axis.setGridBandsVisible(false);
        axis.setTickMarksVisible(false);
        axis.setAxisLineVisible(false);
        return axis;
    }
}
