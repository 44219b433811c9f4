package claimbench.loop;

/** What was caught somewhere, to be thrown again elsewhere. */
final class Thrown {
    private Thrown() {}

    /**
     * For {@code throw asException(thrown)}.
     *
     * @throws Error where it is one
     */
    static Exception asException(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }

    /** For {@code throw unchecked(thrown)} in a method that must not declare what it throws: an iterator's, for one. */
    static RuntimeException unchecked(Throwable thrown) {
        throw Thrown.<RuntimeException>erased(thrown);
    }

    /** What happened later comes along with what happened first, where the two differ. */
    static void suppress(Throwable main, Throwable other) {
        if (!main.equals(other)) {
            main.addSuppressed(other);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // no cast is made: checked exceptions are the compiler's
    private static <E extends Throwable> E erased(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
