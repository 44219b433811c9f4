package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.ProfileRequest;
import java.util.List;
import java.util.stream.Stream;

/** A database and an API whose waits are unequal, over several ratios of the two. */
final class PairsScenario {
    private static final Parameter<Integer> DB_MS = ProfileRequest.DB_MS.orElse(50);
    private static final Parameter<List<Integer>> API_MS =
            Parameter.integers("api-ms", 20, 0, 60_000).orElse(List.of(50, 100));

    static final Scenario ENTRY = new Scenario(
            "pairs",
            "Asks for a user of the database and a call of the upstream, over several lengths of the call, one after another and"
                    + " both at once.",
            PairsScenario.class,
            Scenario.Needs.UPSTREAM_AND_DATABASE,
            PairsScenario::behaviour,
            DB_MS,
            API_MS);

    private PairsScenario() {}

    private static Behaviour behaviour(Arguments arguments) {
        int dbMs = arguments.get(DB_MS);
        return Behaviour.all(arguments.get(API_MS).stream()
                .distinct()
                .flatMap(apiMs -> Stream.of(Mode.SERIAL, Mode.CONCURRENT)
                        .map(mode -> ProfileScenario.arm(mode.wireName() + "-" + apiMs, mode, dbMs, apiMs)))
                .toList());
    }
}
