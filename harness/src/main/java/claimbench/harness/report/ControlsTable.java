package claimbench.harness.report;

import claimbench.harness.claim.Judge;
import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.Estimate;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.TypicalTrial;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Targets beside the servers people would pick instead: how representative ours are. Nothing is judged by it.
 *
 * <p>Two ratios say how a target does against the best control of its model, by rate and by CPU time. Both are made so that
 * more than 1 is in favour of the target, and each from pairs of trials of the same round, which were measured close in time. The
 * best control is picked by the same figures it is then compared by, so chance helps it, and never the target.
 *
 * <p>A rate means something only where the server set it. Where the generator was at the end of its own cores, the server
 * could have done more: its rate is a lower bound, and there is no ratio. CPU time a request holds all the same.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param level of confidence of the intervals
 * @param rows by experiment; each target is followed by the controls of its model
 */
@JsonPropertyOrder({"schema", "run", "level", "rows"})
public record ControlsTable(int schema, String run, double level, List<Row> rows) {
    public static final int SCHEMA = 1;

    /**
     * One server in one experiment.
     *
     * @param control whether others wrote it
     * @param model whose figures it stands beside: the target of the same concurrency model; its own name for a target
     * @param trials how many were measured
     * @param failedRequests refused, cut off, timed out, or answered wrongly, in all of them
     * @param requestsPerSecond answered
     * @param generatorBound whether the generator was at its own limit in some trial, so that the rate is a lower bound
     * @param cpuMicrosPerRequest of the server's process, user and system; null where it was not read
     * @param latencyNanosP50 of all trials together
     * @param latencyNanosP99 of all trials together
     * @param rateRatio the target's rate over that of the control with the highest; null for a control, and where it can't
     *     be told
     * @param cpuRatio the CPU time of the control with the lowest over the target's; null for a control, and where it can't
     *     be told
     * @param perTrial what the figures were made from
     */
    @JsonPropertyOrder({
        "experiment",
        "server",
        "control",
        "model",
        "trials",
        "failedRequests",
        "requestsPerSecond",
        "generatorBound",
        "cpuMicrosPerRequest",
        "latencyNanosP50",
        "latencyNanosP99",
        "rateRatio",
        "cpuRatio",
        "perTrial"
    })
    public record Row(
            String experiment,
            String server,
            boolean control,
            String model,
            int trials,
            long failedRequests,
            Figure requestsPerSecond,
            boolean generatorBound,
            @Nullable Figure cpuMicrosPerRequest,
            long latencyNanosP50,
            long latencyNanosP99,
            @Nullable Ratio rateRatio,
            @Nullable Ratio cpuRatio,
            List<Sample> perTrial) {}

    /**
     * A mean over trials.
     *
     * @param value the geometric mean
     * @param low lower end of its interval; null for one trial
     * @param high upper end; null for one trial
     */
    @JsonPropertyOrder({"value", "low", "high"})
    public record Figure(
            double value, @Nullable Double low, @Nullable Double high) {}

    /**
     * A target against the best control.
     *
     * @param control which one that is
     * @param figure more than 1 is in favour of the target
     */
    @JsonPropertyOrder({"control", "figure"})
    public record Ratio(String control, Figure figure) {}

    /**
     * One trial.
     *
     * @param generatorShare how much of its cores the generator used, 1 for all of them; null where it was not read
     */
    @JsonPropertyOrder({"trial", "round", "requestsPerSecond", "cpuMicrosPerRequest", "generatorShare"})
    public record Sample(
            String trial,
            int round,
            double requestsPerSecond,
            @Nullable Double cpuMicrosPerRequest,
            @Nullable Double generatorShare) {}

    /** Whether targets were to be set beside controls in this run. */
    static boolean measuredIn(RunRecord run) {
        return run.plan().stream()
                .anyMatch(planned ->
                        ExperimentCatalogue.hasControls(planned.condition().experiment()));
    }

    /** Whether this table marks the figures that a failed check touches, so that it needs no saying elsewhere. */
    public static boolean saysItself(Trial trial, TrustCheck check) {
        return ExperimentCatalogue.hasControls(trial.condition().ownExperiment()) && ofGenerator(check);
    }

    private static boolean limitsRate(TrustCheck check) {
        return check == TrustCheck.GENERATOR_CPU || check == TrustCheck.GENERATOR_LAG;
    }

    /** The share of the ceiling and the time between requests are the generator's too, and its CPU says as much. */
    private static boolean ofGenerator(TrustCheck check) {
        return limitsRate(check) || check == TrustCheck.GENERATOR_CEILING || check == TrustCheck.LITTLES_LAW;
    }

    /** The table of a run; without rows where it measured no controls. */
    public static ControlsTable of(StoredRun run) {
        var rows = new ArrayList<Row>();
        for (Experiment experiment : ExperimentCatalogue.withControls()) {
            Map<String, Row> measured = order(run.run().targets()).stream()
                    .map(server -> row(run, experiment.id(), server))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toMap(Row::server, Function.identity()));
            order(run.run().targets()).stream()
                    .map(measured::get)
                    .filter(Objects::nonNull)
                    .map(row -> row.control ? row : compared(row, measured))
                    .forEach(rows::add);
        }
        return new ControlsTable(SCHEMA, run.run().id(), Judge.LEVEL, List.copyOf(rows));
    }

    /** Each target and then the controls of its model; last the controls of models that were not asked for. */
    private static Collection<String> order(List<String> targets) {
        var order = new LinkedHashSet<String>();
        for (String target : targets) {
            order.add(target);
            order.addAll(TargetCatalogue.controlsOf(target));
        }
        TargetCatalogue.controls().forEach(control -> order.add(control.name()));
        return order;
    }

    private static String model(String server) {
        return TargetCatalogue.names().stream()
                .filter(target -> TargetCatalogue.controlsOf(target).contains(server))
                .findFirst()
                .orElse(server);
    }

    private static Optional<Row> row(StoredRun run, String experiment, String server) {
        List<Trial> trials = run.trials().stream()
                .filter(trial -> trial.condition().experiment().equals(experiment))
                .filter(trial -> trial.condition().target().equals(server))
                .filter(trial -> trial.completed() && answered(trial) > 0)
                .toList();
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        List<Sample> samples = trials.stream().map(ControlsTable::sample).toList();
        Histogram responses = responses(run, trials);
        return Optional.of(new Row(
                experiment,
                server,
                TargetCatalogue.controls().stream()
                        .anyMatch(control -> control.name().equals(server)),
                model(server),
                trials.size(),
                trials.stream()
                        .flatMap(trial -> trial.requests().values().stream())
                        .mapToLong(Trial.RequestCount::failed)
                        .sum(),
                Objects.requireNonNull(figure(samples, Sample::requestsPerSecond)),
                trials.stream()
                        .flatMap(trial -> trial.findings().stream())
                        .anyMatch(finding -> limitsRate(finding.check()) && finding.failed()),
                figure(samples, Sample::cpuMicrosPerRequest),
                responses.getValueAtPercentile(50),
                responses.getValueAtPercentile(99),
                null,
                null,
                samples));
    }

    private static Row compared(Row row, Map<String, Row> measured) {
        List<Row> controls = TargetCatalogue.controlsOf(row.server).stream()
                .map(measured::get)
                .filter(Objects::nonNull)
                .toList();
        boolean rateTells = !row.generatorBound && controls.stream().noneMatch(Row::generatorBound);
        return new Row(
                row.experiment,
                row.server,
                row.control,
                row.model,
                row.trials,
                row.failedRequests,
                row.requestsPerSecond,
                row.generatorBound,
                row.cpuMicrosPerRequest,
                row.latencyNanosP50,
                row.latencyNanosP99,
                rateTells ? rateRatio(row, controls) : null,
                cpuRatio(row, controls),
                row.perTrial);
    }

    private static @Nullable Ratio rateRatio(Row row, List<Row> controls) {
        return controls.stream()
                .max(Comparator.comparingDouble(control -> control.requestsPerSecond.value))
                .map(best -> ratio(best.server, row.perTrial, best.perTrial, Sample::requestsPerSecond))
                .orElse(null);
    }

    private static @Nullable Ratio cpuRatio(Row row, List<Row> controls) {
        Optional<Row> best = controls.stream()
                .filter(control -> control.cpuMicrosPerRequest != null)
                .min(Comparator.comparingDouble(control -> Objects.requireNonNull(control.cpuMicrosPerRequest).value));
        return best.map(control -> ratio(control.server, control.perTrial, row.perTrial, Sample::cpuMicrosPerRequest))
                .orElse(null);
    }

    /** One trial over another of the same round, round by round; null where no round has both. */
    private static @Nullable Ratio ratio(
            String control, List<Sample> above, List<Sample> below, Function<Sample, @Nullable Double> quantity) {
        var ratios = new ArrayList<Double>();
        for (Sample sample : above) {
            for (Sample other : below) {
                Double numerator = quantity.apply(sample);
                Double denominator = quantity.apply(other);
                if (sample.round == other.round
                        && numerator != null
                        && denominator != null
                        && numerator > 0
                        && denominator > 0) {
                    ratios.add(numerator / denominator);
                }
            }
        }
        return ratios.isEmpty() ? null : new Ratio(control, figure(ratios));
    }

    private static Sample sample(Trial trial) {
        long answered = answered(trial);
        double seconds = Objects.requireNonNull(trial.window()).seconds();
        Double cores = trial.target() == null ? null : trial.target().coresBusy();
        Trial.GeneratorReading generator = trial.generator();
        Double generatorCores = generator == null ? null : generator.coresBusy();
        return new Sample(
                trial.id(),
                trial.round(),
                answered / seconds,
                cores == null ? null : (Double) (cores * seconds * 1e6 / answered),
                generator == null || generatorCores == null
                        ? null
                        : (Double) (generatorCores / generator.coresAllowed()));
    }

    private static long answered(Trial trial) {
        return trial.requests().values().stream()
                .mapToLong(Trial.RequestCount::answered)
                .sum();
    }

    private static Histogram responses(StoredRun run, List<Trial> trials) {
        var all = new Histogram(3);
        all.setAutoResize(true);
        for (Trial trial : trials) {
            trial.requests().keySet().forEach(name -> all.add(run.responses(trial, name)));
        }
        return all;
    }

    /** Null where no trial has the quantity. */
    private static @Nullable Figure figure(List<Sample> samples, Function<Sample, @Nullable Double> quantity) {
        List<Double> values = new ArrayList<>();
        for (Sample sample : samples) {
            Double value = quantity.apply(sample);
            if (value != null && value > 0) {
                values.add(value);
            }
        }
        return values.isEmpty() ? null : figure(values);
    }

    private static Figure figure(List<Double> values) {
        Estimate estimate = TypicalTrial.estimate(
                Judge.LEVEL, values.stream().mapToDouble(Double::doubleValue).toArray());
        return estimate instanceof Interval interval
                ? new Figure(interval.value(), interval.low(), interval.high())
                : new Figure(estimate.value(), null, null);
    }
}
