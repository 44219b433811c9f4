package claimbench.loop;

/** A semaphore that refuses to be released more often than it was acquired: mostly that is a mistake. */
public final class BoundedSemaphore extends Semaphore {
    private final int bound;

    /**
     * A semaphore.
     *
     * @param value how many are let in, at least 0
     */
    public BoundedSemaphore(int value) {
        super(value);
        bound = value;
    }

    /**
     * Gives one back.
     *
     * @throws IllegalStateException where none is out
     */
    @Override
    public void release() {
        if (value() >= bound) {
            throw new IllegalStateException(
                    "the semaphore was released more often than acquired; its bound is " + bound);
        }
        super.release();
    }
}
