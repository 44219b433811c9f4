package claimbench.harness.cli;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
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
 */
record RoundsChoice(
        CommandLine command,
        @Nullable Integer trials,
        @Nullable Duration budget) {

    static RoundsChoice of(CommandLine command, @Nullable String trials, @Nullable String timeBudget) {
        if (trials != null && timeBudget != null) {
            throw new ParameterException(
                    command, "--trials and --time-budget both say how many trials each condition has: give one");
        }
        return new RoundsChoice(
                command,
                trials == null
                        ? null
                        : (Integer) (int) Choices.wholeNumber(command, "--trials", trials, 1, Plan.ROUNDS_MAX),
                timeBudget == null ? null : time(command, timeBudget));
    }

    private static Duration time(CommandLine command, String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command,
                        "--time-budget must be a time from 1s to 999h, such as 90s, 20m or 1h30m, not '" + text + "'"));
    }

    /** For the record of the run. */
    @Nullable
    Long budgetMillis() {
        return budget == null ? null : (Long) budget.toMillis();
    }

    /**
     * The plan.
     *
     * @param before what the run takes beside its trials
     * @param plans the plan with a number of rounds
     */
    Plan plan(Profile profile, Duration before, IntFunction<Plan> plans) {
        Plan oneRound = plans.apply(1);
        if (oneRound.trials().isEmpty() && (trials != null || budget != null)) {
            throw new ParameterException(
                    command,
                    (trials == null ? "--time-budget" : "--trials")
                            + " is for claims that are measured under load, and none of these is");
        }
        if (budget == null) {
            return plans.apply(trials == null ? profile.rounds() : trials);
        }
        Duration round = oneRound.estimate();
        long fit = budget.minus(before).toMillis() / round.toMillis();
        if (fit < 1) {
            throw new ParameterException(
                    command,
                    "--time-budget " + Durations.typed(budget) + " does not hold one trial of each condition: "
                            + Durations.typed(before.plus(round)) + " is the least that does");
        }
        return plans.apply((int) Math.min(fit, Plan.ROUNDS_MAX));
    }
}
