package claimbench.harness.claim;

import claimbench.harness.result.Trial;
import claimbench.harness.stats.Change.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure that each trial of a condition has, to be compared with the same figure of other trials: those of the same run, or of
 * another.
 *
 * <p>The idea: a run knows its own noise by kind of figure, since the 99th percentile scatters more than the median, whatever the
 * condition. So a figure's name begins with its kind: "median of serial" is of the kind "median".
 *
 * @param name in words, unique in its condition: the kind, or the kind and what it is of
 * @param kind what figures have the same noise
 * @param better which way is good
 * @param reading how it is read
 */
record TrialFigure(String name, String kind, Better better, Reading reading) {
    static final String MEDIAN = "median";
    static final String P99 = "p99";
    static final String RATE = "answers a second";
    static final String CPU_TIME = "CPU time an answer";

    private static final String OF = " of ";

    /** How a figure is read from a trial. */
    @FunctionalInterface
    interface Reading {
        double of(Observations run, Trial trial) throws UnmeasurableException;
    }

    /**
     * The figure in a trial.
     *
     * @throws UnmeasurableException where the trial lacks what it is made from
     */
    double of(Observations run, Trial trial) throws UnmeasurableException {
        return reading.of(run, trial);
    }

    /** Whether a figure of this name is of that kind. */
    static boolean isOf(String name, String kind) {
        return name.equals(kind) || name.startsWith(kind + OF);
    }

    /** What claims take from an experiment, but for counts, and what every trial has. */
    static List<TrialFigure> all(Catalogue catalogue, String experiment, List<Trial> trials) {
        var figures = new LinkedHashMap<String, TrialFigure>();
        for (Claim claim : catalogue.claims()) {
            for (Case oneCase : claim.cases()) {
                if (experiment.equals(claim.experimentOf(oneCase))) {
                    oneCase.measures().stream()
                            .filter(measure -> !measure.quantity().counts()
                                    && !measure.quantity().comparesConditions())
                            .forEach(measure -> figures.putIfAbsent(name(measure), claimed(measure)));
                }
            }
        }
        measured(trials).forEach(figure -> figures.put(figure.name(), figure));
        return List.copyOf(figures.values());
    }

    /**
     * What every trial has: of each kind of request the median and the 99th percentile of its response times, the answers a second,
     * and the target's CPU time for an answer.
     *
     * @param trials of one condition, which have the same requests
     */
    static List<TrialFigure> measured(List<Trial> trials) {
        var figures = new ArrayList<TrialFigure>();
        List<String> requests = trials.stream()
                .map(Trial::requests)
                .map(Map::keySet)
                .flatMap(names -> names.stream())
                .distinct()
                .sorted()
                .toList();
        for (String request : requests) {
            figures.add(new TrialFigure(
                    MEDIAN + OF + request,
                    MEDIAN,
                    Better.SMALLER,
                    (run, trial) -> Quantity.medianNanos(run, trial, request)));
            figures.add(new TrialFigure(
                    P99 + OF + request,
                    P99,
                    Better.SMALLER,
                    (run, trial) -> run.responses(trial, request).getValueAtPercentile(99)));
        }
        figures.add(new TrialFigure(RATE, RATE, Better.LARGER, (run, trial) -> answersPerSecond(trial)));
        figures.add(new TrialFigure(CPU_TIME, CPU_TIME, Better.SMALLER, (run, trial) -> {
            Trial.ProcessReading target = trial.target();
            Double coresBusy = target == null ? null : target.coresBusy();
            if (coresBusy == null) {
                throw new UnmeasurableException(
                        "the trial has no reading of the target's CPU time", "试验中没有目标 CPU 时间的读数");
            }
            return coresBusy / answersPerSecond(trial);
        }));
        return List.copyOf(figures);
    }

    private static TrialFigure claimed(Measure measure) {
        return new TrialFigure(
                name(measure),
                measure.quantity().label(),
                measure.quantity().better(),
                (run, trial) -> measure.quantity().of(run, trial, measure.asked()));
    }

    /** A claim's figure in words. */
    static String name(Measure measure) {
        String label = measure.quantity().label();
        if (measure.quantity().compares()) {
            return label + OF + measure.asked().treatmentName() + " against "
                    + measure.asked().baselineName();
        }
        return measure.quantity().ofOneRequest() ? label + OF + measure.asked().requestName() : label;
    }

    private static double answersPerSecond(Trial trial) throws UnmeasurableException {
        Trial.Window window = trial.window();
        if (window == null) {
            throw new UnmeasurableException("the trial has no window", "试验中没有窗口");
        }
        return trial.requests().values().stream()
                        .mapToLong(Trial.RequestCount::answered)
                        .sum()
                / window.seconds();
    }
}
