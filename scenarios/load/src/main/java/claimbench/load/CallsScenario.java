package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Calls of the upstream over several numbers of them, and several ways in which their latencies scatter: a map of fan-out. */
final class CallsScenario {
    private static final int POINTS_MAX = 20;

    /**
     * Random latencies are those of sixteen seeds in turn, the same for both ways of asking: so few requests that can be compared say more than
     * many that drew anew. These sixteen are typical: the sums over the maxima of their latencies are within a twentieth of what
     * theory expects of all, for each number of calls from 2 to {@value #RANDOM_CALLS_MAX}.
     */
    static final int SEEDS = 16;

    static final long FIRST_SEED = 706_023;

    /** More calls with random latencies are not asked for: they take much of a trial's time, and a map of them ends well before. */
    static final int RANDOM_CALLS_MAX = 20;

    private static final Parameter<List<Integer>> CALLS =
            Parameter.integers("calls", POINTS_MAX, 1, FanoutRequest.CALLS_MAX).orElse(List.of(2, 5));

    private static final Parameter<List<Distribution>> DISTRIBUTIONS = Parameter.choices(
                    "distributions", Distribution.FIXED, Distribution.EXPONENTIAL, Distribution.LOGNORMAL)
            .orElse(List.of(Distribution.FIXED, Distribution.EXPONENTIAL));

    /** Up to a hundredth of the bound of the route, since one call is given many times as long. */
    private static final Parameter<Integer> MS = Parameter.integer("ms", 0, 600).orElse(50);

    private static final Parameter<List<Integer>> RATIOS =
            Parameter.integers("ratios", POINTS_MAX, 1, 100).orElse(List.of(1, 2));

    static final Scenario ENTRY = new Scenario(
            "calls",
            "Asks for several numbers of upstream calls, with equal and with random latencies, and for two of unequal length,"
                    + " one after another and all at once.",
            CallsScenario.class,
            Scenario.Needs.UPSTREAM,
            CallsScenario::behaviour,
            CALLS,
            DISTRIBUTIONS,
            MS,
            RATIOS);

    private CallsScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int ms = arguments.get(MS);
        List<Arm> arms = new ArrayList<>();
        for (Mode mode : List.of(Mode.SERIAL, Mode.CONCURRENT)) {
            for (Distribution distribution : arguments.get(DISTRIBUTIONS)) {
                arguments.get(CALLS).stream()
                        .distinct()
                        .filter(calls -> distribution == Distribution.FIXED || calls <= RANDOM_CALLS_MAX)
                        .forEach(calls -> arms.add(arm(mode, distribution, calls, List.of(ms))));
            }
            arguments.get(RATIOS).stream()
                    .distinct()
                    .forEach(ratio -> arms.add(arm(
                            mode.wireName() + "-ratio-" + ratio,
                            mode,
                            Distribution.FIXED,
                            2,
                            List.of(ms, ratio * ms))));
        }
        return Behaviour.all(arms);
    }

    private static Arm arm(Mode mode, Distribution distribution, int calls, List<Integer> ms) {
        return arm(mode.wireName() + "-" + distribution.wireName() + "-" + calls, mode, distribution, calls, ms);
    }

    private static Arm arm(String name, Mode mode, Distribution distribution, int calls, List<Integer> ms) {
        String latencies = ms.stream().map(String::valueOf).collect(Collectors.joining(","));
        String target = Route.FANOUT.path() + "?calls=" + calls + "&mode=" + mode.wireName() + "&ms=" + latencies
                + "&distribution=" + distribution.wireName();
        if (distribution == Distribution.FIXED) {
            return new Arm(name, target, BodyCheck.fannedOut(new FanoutRequest(calls, mode, ms, distribution, 1)));
        }
        var asked = new AtomicInteger();
        return Arm.get(name, asker -> {
            long seed = FIRST_SEED + Math.floorMod(asked.getAndIncrement(), SEEDS);
            return new Ask(
                    target + "&seed=" + seed,
                    BodyCheck.fannedOut(new FanoutRequest(calls, mode, ms, distribution, seed)));
        });
    }
}
