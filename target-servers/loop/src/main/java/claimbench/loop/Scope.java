package claimbench.loop;

import org.jspecify.annotations.Nullable;

/**
 * The code inside an {@code async with}: a lambda that is given what was entered. Where Java asks which of the two is meant
 * (the lambda is an expression), write a block, or name the parameter's type.
 */
public final class Scope {
    private Scope() {}

    /**
     * Code that returns something.
     *
     * @param <S> what it is given
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Body<S, T extends @Nullable Object> {
        T run(S scope) throws Exception;
    }

    /**
     * Code that returns nothing.
     *
     * @param <S> what it is given
     */
    @FunctionalInterface
    public interface Action<S> {
        void run(S scope) throws Exception;
    }

    /** An action as a body. */
    @SuppressWarnings("NullAway") // null is the only value of Void
    static <S> Body<S, Void> body(Action<S> action) {
        return scope -> {
            action.run(scope);
            return null;
        };
    }
}
