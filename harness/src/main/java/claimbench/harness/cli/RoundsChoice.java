package claimbench.harness.cli;

import claimbench.harness.claim.EarlyStop;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.result.RunRecord;
import java.time.Duration;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * How many rounds a run has: the profile's number, the number asked for, or as many as fit into a time.
 *
 * @param trials the number asked for; null where none was
 * @param budget how long the run may take; null for as long as it takes
 * @param stopEarly whether it may stop before its last round
 */
record RoundsChoice(
        CommandLine command,
        @Nullable Integer trials,
        @Nullable Duration budget,
        boolean stopEarly) {

    static RoundsChoice of(
            CommandLine command, @Nullable String trials, @Nullable String timeBudget, boolean stopEarly) {
        if (trials != null && timeBudget != null) {
            throw new ParameterException(
                    command, "--trials and --time-budget both say how many trials each condition has: give one");
        }
        return new RoundsChoice(
                command,
                trials == null
                        ? null
                        : (Integer) (int) Choices.wholeNumber(command, "--trials", trials, 1, Plan.ROUNDS_MAX),
                timeBudget == null ? null : time(command, timeBudget),
                stopEarly);
    }

    private static Duration time(CommandLine command, String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command,
                        "--time-budget must be a time from 1s to 999h, such as 90s, 20m or 1h30m, not '" + text + "'"));
    }

    /** As far as a machine may be slower than a plan reckons with. */
    private static final double SLOWER_MAX = 1.15;

    /**
     * What may end a run of this plan before its last round: the time that was given, or else the profile's own, where its least rounds are
     * to end in time and it might be late with all of them. One that was made longer on purpose takes as long as it takes.
     *
     * @param before what the run takes beside its trials
     */
    RunRecord.Stopping stopping(Profile profile, Duration before, Plan plan) {
        if (budget != null) {
            return new RunRecord.Stopping(stopEarly, budget.toMillis());
        }
        return profile.bound()
                .filter(bound -> trials == null
                        && isTight(bound.minus(before).minus(judging(plan)), plan, profile.roundsAtLeast()))
                .map(bound -> new RunRecord.Stopping(stopEarly, bound.toMillis(), profile.roundsAtLeast()))
                .orElseGet(() -> new RunRecord.Stopping(stopEarly, null));
    }

    private static Duration judging(Plan plan) {
        return Plan.judging(plan.trials().size());
    }

    private static boolean isTight(Duration bound, Plan plan, int roundsAtLeast) {
        return plan.estimateOfRounds(roundsAtLeast).compareTo(bound) <= 0
                && plan.estimate().toMillis() * SLOWER_MAX > bound.toMillis();
    }

    /**
     * The plan.
     *
     * @param before what the run takes beside its trials
     * @param plans the plan with a number of rounds
     */
    Plan plan(Profile profile, Duration before, IntFunction<Plan> plans) {
        Plan oneRound = plans.apply(1);
        if (oneRound.trials().isEmpty() && (trials != null || budget != null || stopEarly)) {
            throw new ParameterException(
                    command,
                    (trials != null ? "--trials" : budget != null ? "--time-budget" : "--stop-early")
                            + " is for claims that are measured under load, and none of these is");
        }
        Plan plan = plans.apply(rounds(profile, before, oneRound.estimate().plus(judging(oneRound)), plans));
        if (stopEarly && plan.rounds() < EarlyStop.ROUNDS_MIN) {
            throw new ParameterException(
                    command,
                    "--stop-early needs a plan of at least " + EarlyStop.ROUNDS_MIN
                            + " trials of each condition, or there is none to save, and this one has " + plan.rounds()
                            + "; give more by --trials, --time-budget or --profile");
        }
        return plan;
    }

    private int rounds(Profile profile, Duration before, Duration round, IntFunction<Plan> plans) {
        if (budget == null) {
            return trials == null ? profile.rounds() : trials;
        }
        long fit = budget.minus(before).toMillis() / round.toMillis();
        if (fit < 1) {
            throw new ParameterException(
                    command,
                    "--time-budget " + Durations.typed(budget) + " does not hold one trial of each condition: "
                            + Durations.typed(before.plus(round)) + " is the least that does");
        }
        // Not everything is measured in each round, so more of them may fit.
        int most = (int) Math.min(fit, Plan.ROUNDS_MAX);
        int tooMany = Plan.ROUNDS_MAX + 1;
        while (tooMany - most > 1) {
            int middle = (most + tooMany) / 2;
            Plan plan = plans.apply(middle);
            if (before.plus(plan.estimate()).plus(judging(plan)).compareTo(budget) <= 0) {
                most = middle;
            } else {
                tooMany = middle;
            }
        }
        return most;
    }
}
