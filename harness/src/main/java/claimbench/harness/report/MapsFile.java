package claimbench.harness.report;

import claimbench.harness.claim.Band;
import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.experiment.Words;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.Scalability;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code maps.json}: where claims are true. Everything that a figure of a map needs, and everything its sentence was made from.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param maps in the order of the verdicts
 */
@JsonPropertyOrder({"schema", "run", "maps"})
public record MapsFile(int schema, String run, List<Entry> maps) {
    public static final int SCHEMA = 1;

    /**
     * One map.
     *
     * @param claim its id
     * @param sweep what was varied
     * @param axis label of the axis
     * @param quantity that was measured
     * @param level of confidence of each interval, by itself
     * @param timesTheory whether the bands are multiples of theory
     * @param bands what was expected, where
     * @param ruling what the map says of the claim
     * @param firstAnswer whether one trial of each point was planned, and answers at some of them
     * @param sentence where the claim is true
     * @param besideTheory how near theory is, in words; null where nothing was promised and no law is fitted
     * @param departures points that are further from theory than was promised, each with its cause
     * @param fits of laws
     * @param lines a line for each series on each target
     */
    @JsonPropertyOrder({
        "claim",
        "sweep",
        "axis",
        "quantity",
        "level",
        "timesTheory",
        "bands",
        "ruling",
        "firstAnswer",
        "sentence",
        "besideTheory",
        "departures",
        "fits",
        "lines"
    })
    public record Entry(
            String claim,
            String sweep,
            Words axis,
            String quantity,
            double level,
            boolean timesTheory,
            List<Band> bands,
            String ruling,
            boolean firstAnswer,
            Text sentence,
            @Nullable Text besideTheory,
            List<MapResult.Departure> departures,
            List<Fit> fits,
            List<Line> lines) {}

    /**
     * A law that was fitted to a line.
     *
     * @param law {@code AMDAHL}, {@code USL}, or {@code USL_OF_ANSWERS}: of what is served at once, over users
     * @param lambda what one brings; null where it was not fitted
     * @param sigma contention
     * @param kappa coherency; null for Amdahl's law
     * @param rSquared share of the variance that it explains
     * @param points how many were fitted
     * @param cause why it explains too little, or was not fitted; null where neither is so
     */
    @JsonPropertyOrder({"series", "target", "law", "lambda", "sigma", "kappa", "rSquared", "points", "cause"})
    public record Fit(
            String series,
            String target,
            String law,
            @Nullable Interval lambda,
            @Nullable Interval sigma,
            @Nullable Interval kappa,
            @Nullable Double rSquared,
            int points,
            @Nullable Text cause) {}

    /**
     * A series on a target.
     *
     * @param judged whether the claim speaks of the target; else it is shown for contrast, and has no region
     */
    @JsonPropertyOrder({"series", "words", "target", "judged", "points", "region"})
    public record Line(
            String series, Words words, String target, boolean judged, List<Point> points, List<Stretch> region) {}

    /**
     * A point.
     *
     * @param x where on the axis
     * @param value measured; null where it could not be computed
     * @param low lower end of the interval; null where there is none
     * @param high upper end; null where there is none
     * @param theory predicted
     * @param expectedLow lower end of the expected range; null where there is none
     * @param expectedHigh upper end; null where there is none
     * @param state {@code holds}, {@code fails} or {@code undecided}
     * @param trials how many it rests on
     * @param doubts why nothing can be said of it
     */
    @JsonPropertyOrder({
        "x",
        "value",
        "low",
        "high",
        "theory",
        "expectedLow",
        "expectedHigh",
        "state",
        "trials",
        "doubts"
    })
    public record Point(
            double x,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            double theory,
            @Nullable Double expectedLow,
            @Nullable Double expectedHigh,
            String state,
            int trials,
            List<String> doubts) {}

    /** What neighbouring points say alike. */
    @JsonPropertyOrder({"state", "from", "to"})
    public record Stretch(String state, double from, double to) {}

    static MapsFile of(String run, List<Verdict> verdicts) {
        return new MapsFile(
                SCHEMA,
                run,
                verdicts.stream()
                        .flatMap(verdict -> verdict.maps().stream()
                                .filter(map -> !map.points().isEmpty())
                                .map(map -> entry(verdict, map)))
                        .toList());
    }

    private static Entry entry(Verdict verdict, MapResult map) {
        return new Entry(
                verdict.claim().id(),
                map.sweep().id(),
                map.sweep().axis(),
                map.spec().quantity().wireName(),
                map.level(),
                map.spec().timesTheory(),
                map.spec().bands(),
                map.ruling().name(),
                map.firstAnswer(),
                map.sentence(),
                map.beside().words(),
                map.beside().departures(),
                map.beside().fits().stream().map(MapsFile::fit).toList(),
                lines(map));
    }

    private static Fit fit(MapResult.Fit fit) {
        Scalability.Fit found = fit.fit();
        return new Fit(
                fit.series(),
                fit.target(),
                fit.law().name(),
                found == null ? null : found.lambda(),
                found == null ? null : found.sigma(),
                found == null ? null : found.kappa(),
                found == null ? null : (Double) found.rSquared(),
                found == null ? 0 : found.points(),
                fit.cause());
    }

    private static List<Line> lines(MapResult map) {
        var lines = new ArrayList<Line>();
        var pointsByLine = map.points().stream()
                .collect(Collectors.groupingBy(
                        point -> List.of(point.series(), point.target()), LinkedHashMap::new, Collectors.toList()));
        pointsByLine.forEach((line, points) -> {
            String series = line.getFirst();
            String target = line.getLast();
            lines.add(new Line(
                    series,
                    Objects.requireNonNull(map.sweep().series().get(series)),
                    target,
                    map.judged(target),
                    points.stream().map(MapsFile::point).toList(),
                    map.regions().stream()
                            .filter(region -> region.series().equals(series)
                                    && region.target().equals(target))
                            .flatMap(region -> region.stretches().stream())
                            .map(stretch -> new Stretch(word(stretch.state()), stretch.from(), stretch.to()))
                            .toList()));
        });
        return lines;
    }

    private static Point point(MapResult.Point point) {
        Row row = point.row();
        Evidence evidence = row == null ? null : row.evidence();
        return new Point(
                point.x(),
                evidence == null ? null : (Double) evidence.value(),
                evidence == null ? null : evidence.low(),
                evidence == null ? null : evidence.high(),
                point.theory(),
                evidence == null ? null : evidence.expectedLow(),
                evidence == null ? null : evidence.expectedHigh(),
                word(point.state()),
                evidence == null ? 0 : evidence.trials(),
                point.doubts().stream().map(Text::en).toList());
    }

    private static String word(MapResult.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
