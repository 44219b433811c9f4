package claimbench.loop;

import org.jspecify.annotations.Nullable;

/**
 * What can be awaited: a {@link Coroutine}, which starts when it is awaited, or a {@link LoopFuture}, which stands for
 * something under way; a {@link Task} is one of these.
 * Either belongs to one loop, and is for its thread.
 *
 * @param <T> what awaiting it gives
 */
public sealed interface Awaitable<T extends @Nullable Object> permits Coroutine, LoopFuture {}
