package claimbench.loop;

/** A callback that a loop was asked to run, and that can be called off. For the loop's thread alone. */
public interface Handle {

    /**
     * Calls it off.
     *
     * @return false where it has run, or was called off before
     */
    boolean cancel();

    boolean isCancelled();
}
