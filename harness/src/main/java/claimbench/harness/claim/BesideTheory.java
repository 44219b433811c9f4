package claimbench.harness.claim;

import claimbench.harness.claim.Evidence.Placement;
import claimbench.harness.claim.MapResult.Beside;
import claimbench.harness.claim.MapResult.Departure;
import claimbench.harness.claim.MapResult.Fit;
import claimbench.harness.claim.MapResult.Place;
import claimbench.harness.experiment.Fitting;
import claimbench.harness.result.Trial;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.Scalability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sets a map beside theory: which points are further from it than was promised, and what the laws say that have to be fitted.
 *
 * <p>The idea: a deviation is flagged, never hidden, and its cause is looked for in the run's own data, in this order:
 *
 * <pre>
 *   the fitted law is as near as was promised          what one at a time must do (Amdahl's σ, certainly above 0), which theory's curve leaves out
 *   a trust check failed, or a trial is missing        then that is the cause
 *   there is one trial                                 then that is
 *   the figure's interval reaches what was promised    chance
 *   the target kept its cores busy                     the processor, which theory does not know
 *   nothing of it                                      open
 * </pre>
 *
 * <p>The law comes first since it speaks for the whole line: targets whose lines bend alike get the same cause, whatever else befell one of
 * their points.
 *
 * <p>A fit that explains less than {@value #R_SQUARED_MIN} of the variance is flagged likewise: where a pool of threads holds fewer than the
 * largest crowd, its throughput has an edge, which is no curve of this law. So is one with a σ or a κ that is certainly below 0: no cost is.
 */
final class BesideTheory {
    /** Share of the variance that a fitted law must explain. */
    static final double R_SQUARED_MIN = 0.98;

    /** Beyond this share of its cores, a target queues for them. */
    private static final double BUSY = 0.8;

    /** What is counted at the ends of a window may pass the size of a pool by so much. */
    private static final double POOL_TOLERANCE = 0.05;

    private static final int NAMED_MAX = 4;

    private final Observations run;
    private final MapSpec spec;
    private final List<MapPoint> points;

    private BesideTheory(Observations run, MapSpec spec, List<MapPoint> points) {
        this.run = run;
        this.spec = spec;
        this.points = points;
    }

    /** Compares; nothing where nothing was promised of the sweep. */
    static Beside of(Observations run, MapSpec spec, List<MapPoint> points) {
        return new BesideTheory(run, spec, points).beside();
    }

    private Beside beside() {
        List<Fit> fits = fits();
        List<MapPoint> promised = points.stream()
                .filter(point -> spec.found().bars().containsKey(point.series()))
                .filter(point -> point.row().isPresent())
                .toList();
        List<Departure> departures = promised.stream()
                .map(point -> departure(point, fits))
                .flatMap(Optional::stream)
                .toList();
        var all = new ArrayList<Text>();
        var flagged = new ArrayList<Text>();
        if (!promised.isEmpty()) {
            Text words = departures(promised, departures);
            all.add(words);
            if (!departures.isEmpty()) {
                flagged.add(words);
            }
        }
        for (Fit fit : fits) {
            Text words = words(fit);
            all.add(words);
            if (fit.fit() != null && fit.cause() != null) {
                flagged.add(words);
            }
        }
        return new Beside(joined(all), joined(flagged), departures, fits);
    }

    private static @Nullable Text joined(List<Text> texts) {
        return texts.isEmpty()
                ? null
                : new Text(
                        texts.stream().map(Text::en).collect(Collectors.joining("; ")),
                        texts.stream().map(Text::zh).collect(Collectors.joining("；")));
    }

    // Points.

    private Optional<Departure> departure(MapPoint point, List<Fit> fits) {
        Evidence evidence = point.row().orElseThrow().evidence();
        double bar = Objects.requireNonNull(spec.found().bars().get(point.series()));
        double deviation = evidence.value() / point.theory() - 1;
        if (Math.abs(deviation) <= bar) {
            return Optional.empty();
        }
        Optional<Text> cause = cause(point, evidence, bar, fits);
        return Optional.of(new Departure(
                point.series(),
                point.target(),
                point.x(),
                deviation,
                bar,
                cause.orElse(new Text("open", "原因未明")),
                cause.isEmpty()));
    }

    private Optional<Text> cause(MapPoint point, Evidence evidence, double bar, List<Fit> fits) {
        Optional<Text> known = serialPart(point, evidence, bar, fits).or(() -> doubt(point));
        if (known.isPresent()) {
            return known;
        }
        if (evidence.withRange(point.theory() * (1 - bar), point.theory() * (1 + bar))
                        .placement()
                == Placement.STRADDLES) {
            return Optional.of(new Text("chance: its interval reaches it", "可能出于偶然：区间触及允许的范围"));
        }
        return busy(point);
    }

    /** What failed, and only where nothing did, that there is one trial. */
    private static Optional<Text> doubt(MapPoint point) {
        return point.cell().doubts().stream()
                .min(Comparator.comparing(doubt -> switch (doubt.kind()) {
                    case CHECK -> 0;
                    case ONE_TRIAL -> 2;
                    default -> 1;
                }))
                .map(Doubt::counted);
    }

    /** What the calls do one at a time, where the fitted law explains a figure below theory. */
    private static Optional<Text> serialPart(MapPoint point, Evidence evidence, double bar, List<Fit> fits) {
        if (evidence.value() >= point.theory()) {
            return Optional.empty();
        }
        return fits.stream()
                .filter(fit -> fit.law() == Fitting.AMDAHL
                        && fit.series().equals(point.series())
                        && fit.target().equals(point.target()))
                .map(Fit::fit)
                .filter(Objects::nonNull)
                .filter(fit -> fit.rSquared() >= R_SQUARED_MIN
                        && fit.sigma().low() > 0
                        && Math.abs(evidence.value() / fit.at(point.x()) - 1) <= bar)
                .findFirst()
                .map(fit -> new Text(
                        "what each call does one at a time, σ = "
                                + percent(fit.sigma().value()) + " of it by Amdahl's law",
                        "每个调用中必须逐个完成的部分：按阿姆达尔定律 σ = " + percent(fit.sigma().value())));
    }

    private Optional<Text> busy(MapPoint point) {
        OptionalDouble share = Judge.trials(run, point.experiment(), point.target()).stream()
                .map(this::busyShare)
                .flatMapToDouble(OptionalDouble::stream)
                .min();
        return share.isPresent() && share.getAsDouble() >= BUSY
                ? Optional.of(new Text(
                        "the target kept its cores busy for " + percent(share.getAsDouble()) + " of the time",
                        "目标的核有 " + percent(share.getAsDouble()) + " 的时间在忙"))
                : Optional.empty();
    }

    private OptionalDouble busyShare(Trial trial) {
        Trial.ProcessReading target = trial.target();
        Double cores = target == null ? null : target.coresBusy();
        return cores == null || run.coresOfTarget(trial).isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(cores / run.coresOfTarget(trial).getAsInt());
    }

    private Text departures(List<MapPoint> promised, List<Departure> departures) {
        String bars = promised.stream()
                .map(point -> percent(Objects.requireNonNull(spec.found().bars().get(point.series()))))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" / "));
        if (departures.isEmpty()) {
            return new Text(
                    "all " + promised.size() + " points are within " + bars + " of theory",
                    "全部 " + promised.size() + " 个点与理论相差不超过 " + bars);
        }
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        var wording = new MapWording(spec, false);
        departures.stream().limit(NAMED_MAX).forEach(one -> {
            Text place = wording.place(one.series(), one.x());
            en.add(one.target() + " (" + place.en() + ") by " + signed(one.deviation()) + ": "
                    + one.cause().en());
            zh.add(one.target() + "（" + place.zh() + "）" + signed(one.deviation()) + "："
                    + one.cause().zh());
        });
        int more = departures.size() - en.size();
        long open = departures.stream().filter(Departure::open).count();
        return new Text(
                departures.size() + " of " + promised.size() + " points are further than " + bars + " from theory: "
                        + String.join(", ", en)
                        + (more > 0 ? ", and " + more + " more (" + open + " in all with an open cause)" : ""),
                promised.size() + " 个点中有 " + departures.size() + " 个与理论相差超过 " + bars + "："
                        + String.join("，", zh)
                        + (more > 0 ? "，另有 " + more + " 个（原因未明的共 " + open + " 个）" : ""));
    }

    // Laws.

    private List<Fit> fits() {
        var lines = new LinkedHashMap<List<String>, List<MapPoint>>();
        points.stream()
                .filter(point -> spec.found().fittings().containsKey(point.series()))
                .forEach(point -> lines.computeIfAbsent(
                                List.of(point.series(), point.target()), line -> new ArrayList<>())
                        .add(point));
        var fits = new ArrayList<Fit>();
        lines.forEach((line, its) -> fits.add(fit(
                line.getFirst(),
                line.getLast(),
                Objects.requireNonNull(spec.found().fittings().get(line.getFirst())),
                its)));
        return List.copyOf(fits);
    }

    private Fit fit(String series, String target, Fitting law, List<MapPoint> line) {
        var all = new ArrayList<Place>();
        if (law == Fitting.USL) {
            // By what it is measured in: one of them is once as fast as one.
            all.add(new Place(1, 1));
        }
        for (MapPoint point : line) {
            for (double y : figures(law, point)) {
                if (point.x() >= 1 && y > 0 && Double.isFinite(y)) {
                    all.add(new Place(point.x(), y));
                }
            }
        }
        List<Place> places = List.copyOf(all);
        double[] n = places.stream().mapToDouble(Place::n).toArray();
        double[] figures = places.stream().mapToDouble(Place::figure).toArray();
        long different = places.stream().mapToDouble(Place::n).distinct().count();
        int needed = placesNeeded(law);
        if (different < needed) {
            return new Fit(
                    series,
                    target,
                    law,
                    places,
                    null,
                    new Text(
                            "it takes " + needed + " different places on the axis, and there are " + different,
                            "需要横轴上 " + needed + " 个不同的位置，只有 " + different + " 个"));
        }
        try {
            Scalability.Fit fit = law == Fitting.AMDAHL
                    ? Scalability.amdahl(run.level(), n, figures)
                    : Scalability.usl(run.level(), n, figures);
            return new Fit(
                    series,
                    target,
                    law,
                    places,
                    fit,
                    fit.rSquared() < R_SQUARED_MIN
                            ? whyPoor(line, places)
                            : belowZero(fit, line, places).orElse(null));
        } catch (IllegalArgumentException e) {
            return new Fit(series, target, law, places, null, new Text(String.valueOf(e.getMessage()), "没有找到吻合的参数"));
        }
    }

    /** One more than it has parameters: through as many places as these, it goes exactly, whatever was measured. */
    private static int placesNeeded(Fitting law) {
        return switch (law) {
            case AMDAHL -> 3;
            case USL, USL_OF_ANSWERS -> 4;
        };
    }

    /** Of each trial, so that the scatter between trials is in the intervals. */
    private List<Double> figures(Fitting law, MapPoint point) {
        if (law != Fitting.USL_OF_ANSWERS) {
            return point.row().stream()
                    .flatMap(row -> row.samples().stream())
                    .map(Row.Sample::value)
                    .toList();
        }
        var figures = new ArrayList<Double>();
        for (Trial trial : Judge.trials(run, point.experiment(), point.target())) {
            try {
                figures.add(Quantity.waitsAtOnce(trial, "wait"));
            } catch (UnmeasurableException e) {
                // Then this trial has nothing to fit.
            }
        }
        return figures;
    }

    /** A cost that is certainly less than none: then the points lie on no curve of this law, however near it comes to them. */
    private static Optional<Text> belowZero(Scalability.Fit fit, List<MapPoint> line, List<Place> places) {
        var below = new ArrayList<String>();
        if (fit.sigma().high() < 0) {
            below.add("σ");
        }
        Interval kappa = fit.kappa();
        if (kappa != null && kappa.high() < 0) {
            below.add("κ");
        }
        if (below.isEmpty()) {
            return Optional.empty();
        }
        Text pool = pool(line, places)
                .map(size -> new Text("its pool of " + size + " threads", "它的 " + size + " 个线程的线程池"))
                .orElse(new Text("a pool", "线程池"));
        return Optional.of(new Text(
                Wording.list(below) + (below.size() == 1 ? " lies" : " lie")
                        + " below 0, and no cost does: no curve, but an edge (" + pool.en() + "), or noise",
                Wording.listZh(below) + " 低于 0，而代价不可能为负：不是曲线，而是一道边（" + pool.zh() + "）或噪声"));
    }

    /**
     * The size of a pool of threads that held fewer than the most on the axis, and that no figure lies above: another pool, such as that of a
     * loop for calls that block, is none that what was measured has to pass.
     */
    private static Optional<String> pool(List<MapPoint> line, List<Place> places) {
        double highest = places.stream().mapToDouble(Place::figure).max().orElse(0);
        double most = line.stream().mapToDouble(MapPoint::x).max().orElseThrow();
        return line.stream()
                .map(point -> point.cell().settings().get("pool"))
                .filter(Number.class::isInstance)
                .map(size -> ((Number) size).doubleValue())
                .filter(size -> size < most && highest <= size * (1 + POOL_TOLERANCE))
                .findFirst()
                .map(Figures::exact);
    }

    private static Text whyPoor(List<MapPoint> line, List<Place> places) {
        Optional<String> pool = pool(line, places);
        String below = "R² is below " + R_SQUARED_MIN + ": ";
        String belowZh = "R² 低于 " + R_SQUARED_MIN + "：";
        if (pool.isPresent()) {
            String size = pool.get();
            return new Text(
                    below + "its pool of " + size + " threads is an edge, and no curve",
                    belowZh + "它的 " + size + " 个线程的线程池是一道边，不是曲线");
        }
        return line.stream()
                .flatMap(point -> point.cell().doubts().stream())
                .findFirst()
                .map(doubt -> new Text(
                        below + doubt.counted().en(), belowZh + doubt.counted().zh()))
                .orElse(new Text(below + "open", belowZh + "原因未明"));
    }

    private Text words(Fit fit) {
        String en = (fit.law() == Fitting.AMDAHL ? "Amdahl's law" : "the Universal Scalability Law") + " on "
                + fit.target();
        String zh = fit.target() + " 的" + (fit.law() == Fitting.AMDAHL ? "阿姆达尔定律" : "通用可伸缩性定律");
        Scalability.Fit found = fit.fit();
        Text cause = fit.cause();
        if (found == null) {
            Text why = Objects.requireNonNull(cause);
            return new Text(en + " was not fitted: " + why.en(), zh + "未拟合：" + why.zh());
        }
        String figures = "σ = " + range(found.sigma())
                + (found.kappa() == null ? "" : ", κ = " + range(found.kappa()))
                + String.format(Locale.ROOT, ", R² = %.3f", found.rSquared());
        return new Text(
                en + ": " + figures + (cause == null ? "" : " (" + cause.en() + ")"),
                zh + "："
                        + figures.replace(" to ", " 至 ")
                                .replace(", ", "，")
                                .replace("(", "（")
                                .replace(")", "）") + (cause == null ? "" : "（" + cause.zh() + "）"));
    }

    private static String range(Interval interval) {
        return small(interval.value()) + " (" + small(interval.low()) + " to " + small(interval.high()) + ")";
    }

    private static String small(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2f %%" : "%.0f %%", 100 * share);
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }
}
