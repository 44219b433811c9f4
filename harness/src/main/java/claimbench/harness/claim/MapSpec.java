package claimbench.harness.claim;

import claimbench.harness.experiment.Sweep;
import claimbench.harness.experiment.SweepCatalogue;
import claimbench.harness.experiment.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a claim is tried over a sweep: where is it true?
 *
 * @param sweep id in the catalogue of sweeps
 * @param quantity that is measured at each point
 * @param series lines of the sweep that the claim speaks of, by id; empty for all
 * @param targets it speaks of; empty for the claim's
 * @param timesTheory whether the bands are multiples of what theory predicts at the point, rather than figures
 * @param noFailures whether a failed request at a point makes the claim false there
 * @param bands what is expected where; what no band covers is drawn, and not judged. Two may meet in a point, of which the first then says
 *     what is expected there
 * @param crossings figures whose place on the axis is asked for: where does the curve pass them?
 * @param source of the theory
 */
public record MapSpec(
        String sweep,
        Quantity quantity,
        List<String> series,
        List<String> targets,
        Boolean timesTheory,
        Boolean noFailures,
        List<Band> bands,
        List<Double> crossings,
        Text source) {
    @SuppressWarnings({"NullAway", "ConstantValue"
    }) // what a file leaves out arrives as null, and gets its default here
    public MapSpec {
        timesTheory = timesTheory != null && timesTheory;
        noFailures = noFailures != null && noFailures;
        Required.text("sweep", sweep);
        Required.key("quantity", quantity);
        Required.key("source", source);
        series = Required.list(series);
        targets = Required.list(targets);
        bands = Required.list(bands);
        crossings = Required.list(crossings);
        for (int i = 0; i < crossings.size(); i++) {
            if (!Double.isFinite(crossings.get(i))) {
                throw new WrongValueException(
                        "/crossings/" + i,
                        "'crossings' are numbers, and " + crossings.get(i) + " is none to compare with");
            }
        }
        if (bands.isEmpty()) {
            throw new IllegalArgumentException("a map needs 'bands'");
        }
        checkOverlaps(bands);
        Sweep found = SweepCatalogue.find(sweep)
                .orElseThrow(() -> new WrongValueException(
                        "/sweep",
                        "no sweep '" + sweep + "'; there are "
                                + SweepCatalogue.all().stream().map(Sweep::id).collect(Collectors.joining(", "))));
        if (!found.quantities().contains(quantity.wireName())) {
            throw new WrongValueException(
                    "/quantity",
                    "sweep " + sweep + " cannot be asked for '" + quantity.wireName() + "'; it can for "
                            + String.join(", ", found.quantities()));
        }
        for (int i = 0; i < series.size(); i++) {
            String one = series.get(i);
            if (!found.series().containsKey(one)) {
                throw new WrongValueException(
                        "/series/" + i,
                        "sweep " + sweep + " has no series '" + one + "'; it has "
                                + String.join(", ", found.series().keySet()));
            }
        }
    }

    /** At any place but an end, one band alone says what is expected. */
    private static void checkOverlaps(List<Band> bands) {
        for (int i = 0; i < bands.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (bands.get(i).overlaps(bands.get(j))) {
                    throw new WrongValueException(
                            "/bands/" + i,
                            "band " + (i + 1) + " overlaps band " + (j + 1)
                                    + ", and one of them must say what is expected; they may meet where one ends ('to') and the other begins ('from')");
                }
            }
        }
    }

    /** What a band expects, and where: at an end that two of them share, the first one counts. */
    public Text expected(Band band) {
        Text range = Figures.expected(band.low(), band.high());
        String en = range.en() + (timesTheory ? " times theory" : "");
        String zh = range.zh() + (timesTheory ? "（乘以理论值）" : "");
        Double fromX = band.from();
        Double toX = band.to();
        Words from = fromX == null ? null : found().at().apply(Figures.exact(fromX));
        Words to = toX == null ? null : found().at().apply(Figures.exact(toX));
        boolean above = shared(band, fromX);
        boolean below = shared(band, toX);
        if (from != null && to != null) {
            return new Text(
                    en + (above ? " above " : " from ") + from.en() + (below ? " to below " : " to ") + to.en(),
                    Chinese.joined(
                            above || below
                                    ? from.zh() + (above ? "以上、" : "及以上、") + to.zh() + (below ? "以下时" : "及以下时")
                                    : Chinese.joined(Chinese.range(from.zh(), to.zh()), "时"),
                            zh));
        }
        if (to != null) {
            return new Text(
                    en + (below ? " below " : " up to ") + to.en(),
                    Chinese.joined(Chinese.joined(to.zh(), below ? "以下时" : "及以下时"), zh));
        }
        if (from != null) {
            return new Text(
                    en + (above ? " above " + from.en() : " from " + from.en() + " on"),
                    Chinese.joined(Chinese.joined(from.zh(), above ? "以上时" : "及以上时"), zh));
        }
        return new Text(en, zh);
    }

    /** Whether a band that is listed before this one has the place where it begins or ends, and so decides there. */
    private boolean shared(Band band, @Nullable Double x) {
        return x != null && bands.subList(0, bands.indexOf(band)).stream().anyMatch(other -> other.covers(x));
    }

    /** The sweep itself. */
    Sweep found() {
        return SweepCatalogue.find(sweep).orElseThrow();
    }

    /** The band at a place on the axis; empty where nothing is expected. */
    Optional<Band> band(double x) {
        return bands.stream().filter(band -> band.covers(x)).findFirst();
    }

    /** Whether the claim speaks of a series. */
    boolean speaksOf(String oneSeries) {
        return series.isEmpty() || series.contains(oneSeries);
    }
}
