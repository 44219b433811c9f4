package claimbench.loop;

/** The queue is empty, and the caller did not want to wait. */
public final class QueueEmpty extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueueEmpty(String message) {
        super(message);
    }
}
