package claimbench.loop;

import java.util.List;

/**
 * Several failures at once: those of a {@link TaskGroup}. A printed trace shows the first as the cause, the others as
 * suppressed.
 */
public final class ExceptionGroup extends Exception {
    private static final long serialVersionUID = 1;

    private final Throwable[] exceptions;

    /**
     * A group.
     *
     * @param exceptions one or more
     */
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(
                message + " (" + exceptions.size() + (exceptions.size() == 1 ? " failure)" : " failures)"),
                exceptions.getFirst());
        this.exceptions = exceptions.toArray(new Throwable[0]);
        exceptions.stream().skip(1).forEach(this::addSuppressed);
    }

    /** The failures, in the order in which they happened. Unmodifiable, never empty. */
    public List<Throwable> exceptions() {
        return List.of(exceptions);
    }
}
