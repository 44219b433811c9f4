package claimbench.loop;

/**
 * Thrown at the yield of a generator that is being closed, so that its body ends there and cleans up. An {@link Error}, as
 * {@link CancelledError} is, so that no {@code catch (Exception e)} takes it for a failure.
 */
public final class GeneratorExit extends Error {
    private static final long serialVersionUID = 1;

    GeneratorExit() {
        super("the generator is being closed");
    }
}
