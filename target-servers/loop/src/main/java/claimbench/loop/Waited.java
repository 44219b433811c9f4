package claimbench.loop;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Asyncio#waitUntil} found. Unmodifiable.
 *
 * @param done those that are done, in the order in which they were given; their failures are still to be looked at
 * @param pending the others, in that order; they go on
 * @param <T> the result of each
 */
public record Waited<T extends @Nullable Object>(
        Set<LoopFuture<? extends T>> done, Set<LoopFuture<? extends T>> pending) {

    static <T extends @Nullable Object> Waited<T> of(Set<LoopFuture<? extends T>> futures) {
        Set<LoopFuture<? extends T>> done = new LinkedHashSet<>();
        Set<LoopFuture<? extends T>> pending = new LinkedHashSet<>();
        for (LoopFuture<? extends T> future : futures) {
            (future.isDone() ? done : pending).add(future);
        }
        return new Waited<>(Collections.unmodifiableSet(done), Collections.unmodifiableSet(pending));
    }
}
