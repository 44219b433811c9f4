package claimbench.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a call again and again until it succeeds, or its {@link RetryPolicy} gives up. */
final class Retry {
    private Retry() {}

    /**
     * Makes the call.
     *
     * @throws Exception what the last attempt threw, the earlier failures as suppressed
     */
    static <T extends @Nullable Object> T run(RetryPolicy policy, Supplier<Coroutine<T>> call) throws Exception {
        List<Exception> earlier = new ArrayList<>();
        for (int attempt = 1; ; attempt++) {
            try {
                return Asyncio.await(call.get());
            } catch (Exception e) { // a cancellation is none
                if (attempt == policy.attemptsMax() || !policy.retried().test(e)) {
                    earlier.forEach(failure -> Thrown.suppress(e, failure));
                    throw e;
                }
                earlier.add(e);
            }
            Asyncio.await(Asyncio.sleep(policy.drawDelay(attempt)));
        }
    }
}
