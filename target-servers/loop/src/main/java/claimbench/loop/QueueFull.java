package claimbench.loop;

/** The queue is full, and the caller did not want to wait. */
public final class QueueFull extends RuntimeException {
    private static final long serialVersionUID = 1;

    QueueFull(String message) {
        super(message);
    }
}
