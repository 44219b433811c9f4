package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;

import claimbench.loop.Coroutine;
import claimbench.loop.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Awaits in a row, beside {@code gather}: each coroutine begins when the one before has ended. */
final class OneByOne {
    private OneByOne() {}

    /** The results, in the order of the coroutines; none begins after a failure. */
    static <T> Coroutine<List<T>> of(List<Coroutine<T>> coroutines) {
        return async(() -> {
            List<T> results = new ArrayList<>(coroutines.size());
            for (Coroutine<T> coroutine : coroutines) {
                results.add(await(coroutine));
            }
            return results;
        });
    }

    /** Every result and every failure, in the order of the coroutines. */
    static <T> Coroutine<List<Outcome<T>>> outcomesOf(List<Coroutine<T>> coroutines) {
        return async(() -> {
            List<Outcome<T>> outcomes = new ArrayList<>(coroutines.size());
            for (Coroutine<T> coroutine : coroutines) {
                try {
                    outcomes.add(new Outcome.Success<>(await(coroutine)));
                } catch (Exception e) { // a cancellation is none
                    outcomes.add(new Outcome.Failure<>(e));
                }
            }
            return outcomes;
        });
    }
}
