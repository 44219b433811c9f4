package claimbench.harness.report;

import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Waiver;
import claimbench.harness.report.Conclusions.Conclusion;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report's section on trust, in words. */
public final class TrustText {
    private TrustText() {}

    /** What was checked once for the whole run. */
    public static List<Finding> ofRun(StoredRun run) {
        return run.checks().findings();
    }

    /** A check's result in a word. */
    public static String result(Finding finding) {
        return switch (finding.state()) {
            case PASSED -> "passed";
            case FAILED -> "**failed**";
            case UNKNOWN -> "*unknown*";
        };
    }

    /** What a check saw and, where it failed, what that means and what to do. */
    public static String seen(Finding finding) {
        return Markdown.line(finding.detail()
                + (finding.failed()
                        ? ". " + finding.check().meaning() + " "
                                + finding.check().remedy()
                        : ""));
    }

    /** Checks that failed, and that the claim's entry says cannot bias it. */
    public static List<Waiver> waived(StoredRun run, Claim claim) {
        Set<TrustCheck> failed = Stream.concat(
                        run.checks().findings().stream(),
                        run.trials().stream()
                                .filter(trial -> claim.experiments(true)
                                        .contains(trial.condition().experiment()))
                                .flatMap(trial -> trial.findings().stream()))
                .filter(Finding::failed)
                .map(Finding::check)
                .collect(Collectors.toSet());
        return claim.ignores().stream()
                .filter(waiver -> failed.contains(waiver.check()))
                .toList();
    }

    public static List<Conclusion> conclusions(StoredRun run) {
        return Conclusions.of(run.environment(), run.checks().findings());
    }

    /** Whether nothing that was checked failed, and every planned trial ended. */
    public static boolean sound(StoredRun run) {
        return run.trials().size() == run.run().due().size()
                && run.trials().stream()
                        .allMatch(trial ->
                                trial.completed() && Markdown.failed(trial).isEmpty());
    }

    /** Checks that trials could not make here: a line for each, with the first reason. */
    public static List<String> unknown(StoredRun run) {
        Map<TrustCheck, List<Finding>> unknown = new EnumMap<>(TrustCheck.class);
        for (Trial trial : run.trials()) {
            trial.findings().stream()
                    .filter(finding -> finding.state() == State.UNKNOWN)
                    .forEach(finding -> unknown.computeIfAbsent(finding.check(), check -> new ArrayList<>())
                            .add(finding));
        }
        return unknown.entrySet().stream()
                .map(entry -> entry.getKey().name() + " in " + entry.getValue().size() + " of "
                        + run.trials().size() + " trials: "
                        + Markdown.line(entry.getValue().getFirst().detail()))
                .toList();
    }

    /** How many trials were found to be steady, to be unsteady, and how many could not be tested; empty where none was looked at. */
    public static String settled(StoredRun run) {
        return states(run, TrustCheck.STEADY_STATE, "Steady state", "settled", "did not (no steady state)");
    }

    /** The same of Little's law between target and generator. */
    public static String littlesLaw(StoredRun run) {
        return states(run, TrustCheck.IN_FLIGHT, "Little's law", "keep it", "do not");
    }

    private static String states(StoredRun run, TrustCheck check, String what, String passed, String failed) {
        Map<State, Long> states = run.trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .filter(finding -> finding.check() == check)
                .collect(Collectors.groupingBy(Finding::state, Collectors.counting()));
        return states.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s: %d trials %s, %d %s, and %d could not be tested.",
                        what,
                        states.getOrDefault(State.PASSED, 0L),
                        passed,
                        states.getOrDefault(State.FAILED, 0L),
                        failed,
                        states.getOrDefault(State.UNKNOWN, 0L));
    }

    /** How many of the checks of trials passed. */
    public static String counted(StoredRun run) {
        long made = run.trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .filter(finding -> finding.state() != State.UNKNOWN)
                .count();
        long kinds = run.trials().stream()
                .flatMap(trial -> trial.findings().stream())
                .map(Finding::check)
                .distinct()
                .count();
        return made + " checks of " + kinds + " kinds were made in trials";
    }

    /** The largest share of a core that the harness took in a window; null where it was never read. */
    public static @Nullable String harnessCost(StoredRun run) {
        var shares = new DoubleSummaryStatistics();
        for (Trial trial : run.trials()) {
            Double coresBusy =
                    trial.observer() == null ? null : trial.observer().coresBusy();
            if (coresBusy != null) {
                shares.accept(coresBusy);
            }
        }
        return shares.getCount() == 0
                ? null
                : String.format(
                        Locale.ROOT,
                        "The harness itself took %.2f %% of a core in the mean of the windows, and %.2f %% at most.",
                        100 * shares.getAverage(),
                        100 * shares.getMax());
    }

    /** How far off the load's window samples began or ended at most; null where none were taken. */
    public static @Nullable String samplersOff(StoredRun run) {
        LongSummaryStatistics off = run.trials().stream()
                .map(Trial::observer)
                .filter(Objects::nonNull)
                .mapToLong(observer ->
                        Math.max(Math.abs(observer.samplesStartMillis()), Math.abs(observer.samplesEndMillis())))
                .summaryStatistics();
        return off.getCount() == 0
                ? null
                : "Its samples began and ended with the load's windows, at most " + off.getMax() + " ms off.";
    }

    /** What the generator can do; null where that was not measured. */
    public static @Nullable String ceiling(StoredRun run) {
        RunChecks.Ceiling ceiling = run.checks().ceiling();
        return ceiling == null
                ? null
                : String.format(
                        Locale.ROOT,
                        "The generator's ceiling, on a null server with %d users after a short warm-up: %,.0f requests/s.",
                        ceiling.users(),
                        ceiling.requestsPerSecond());
    }

    /**
     * A line of the table of the second witness.
     *
     * @param round from 1
     */
    public record WitnessLine(
            int round,
            String gatlingRate,
            String wrkRate,
            String gatlingP50,
            String wrkP50,
            String gatlingP99,
            String wrkP99) {}

    /** Empty where there was no second witness. */
    public static List<WitnessLine> witness(StoredRun run) {
        RunChecks.Witness witness = run.checks().witness();
        if (witness == null) {
            return List.of();
        }
        return IntStream.range(
                        0, Math.min(witness.gatling().size(), witness.wrk().size()))
                .mapToObj(round -> line(
                        round + 1, witness.gatling().get(round), witness.wrk().get(round)))
                .toList();
    }

    /** What the two were asked to do. */
    public static String witnessLoad(StoredRun run) {
        RunChecks.Witness witness = run.checks().witness();
        return witness == null
                ? ""
                : "`" + Markdown.line(witness.target()) + "` on " + Markdown.line(witness.server()) + ", "
                        + witness.users() + " users";
    }

    private static WitnessLine line(int round, RunChecks.Reading gatling, RunChecks.Reading wrk) {
        return new WitnessLine(
                round,
                rate(gatling),
                rate(wrk),
                millis(gatling.latencyNanosP50()),
                millis(wrk.latencyNanosP50()),
                millis(gatling.latencyNanosP99()),
                millis(wrk.latencyNanosP99()));
    }

    private static String rate(RunChecks.Reading reading) {
        return String.format(Locale.ROOT, "%,.0f", reading.requestsPerSecond());
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
    }
}
