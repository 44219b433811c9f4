package claimbench.upstream;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the upstream. Who is struck is drawn from the seed and the call's index since the fault began, so that the
 * same seed strikes the same calls.
 *
 * @param kind what goes wrong
 * @param share of the calls that are struck, 0 to 1
 * @param seed of the draw
 * @param gapMs milliseconds before each byte, where it drips
 * @param forMs milliseconds that it lasts; 0 where it lasts until it is ended
 * @param everyMs milliseconds from one start to the next; 0: it starts once
 */
record Fault(FaultKind kind, double share, long seed, int gapMs, int forMs, int everyMs) {
    static final Parameter<Double> SHARE = Parameter.decimal("share", 0, 1).orElse(1.0);
    static final Parameter<Long> SEED = Parameter.number("seed").orElse(1L);
    static final Parameter<Integer> GAP_MS =
            Parameter.integer("gap-ms", 1, 60_000).orElse(10);
    static final Parameter<Integer> FOR_MS =
            Parameter.integer("for-ms", 1, 600_000).orElse(1_000);
    static final Parameter<Integer> EVERY_MS =
            Parameter.integer("every-ms", 0, 600_000).orElse(0);

    /**
     * The fault that a query stands for.
     *
     * @throws ProblemException 400 that names the parameter
     */
    static Fault from(@Nullable String rawQuery) {
        return checked(parameters -> Arguments.parse(rawQuery, parameters));
    }

    /**
     * The fault that some values stand for.
     *
     * @param values by parameter name
     * @throws ProblemException that names the parameter
     */
    static Fault of(Map<String, String> values) {
        return checked(parameters -> Arguments.of(values, parameters));
    }

    private static Fault checked(Function<List<Parameter<?>>, Arguments> source) {
        // Made here, since the kinds themselves are made of the parameters above.
        Parameter<FaultKind> kindParameter = Parameter.choice("kind", FaultKind.values());
        FaultKind kind = source.apply(List.of(kindParameter, SHARE, SEED, GAP_MS, FOR_MS, EVERY_MS))
                .get(kindParameter);
        List<Parameter<?>> known = Stream.concat(Stream.of(kindParameter), kind.parameters().stream())
                .toList();
        Arguments arguments = source.apply(known);
        int forMs = known.contains(FOR_MS) ? arguments.get(FOR_MS) : 0;
        int everyMs = arguments.get(EVERY_MS);
        if (everyMs != 0 && everyMs <= forMs) {
            throw new ProblemException(Problem.badParameter(
                    EVERY_MS.name(), "every-ms must be 0 or more than for-ms, which is " + forMs + ", not " + everyMs));
        }
        return new Fault(kind, arguments.get(SHARE), arguments.get(SEED), arguments.get(GAP_MS), forMs, everyMs);
    }

    /**
     * Whether a call is struck.
     *
     * @param index of the call since the fault began, from 0
     * @param ageNanos since the fault began
     */
    boolean strikes(long index, long ageNanos) {
        return isOn(ageNanos) && new SplittableRandom(seed * 1_000_003 + index).nextDouble() < share;
    }

    /** Whether it lasts, or pauses. */
    boolean isOn(long ageNanos) {
        if (forMs == 0) {
            return true;
        }
        long inRound = everyMs == 0 ? ageNanos : ageNanos % TimeUnit.MILLISECONDS.toNanos(everyMs);
        return inRound < TimeUnit.MILLISECONDS.toNanos(forMs);
    }
}
