package claimbench.http;

/** Sweeps once a second, on a thread of its own: for models whose connections have threads. Thread-safe. */
public final class Sweeper implements AutoCloseable {
    /** Between two sweeps. */
    public static final int PERIOD_MILLIS = 1_000;

    private final Sweeps sweeps;
    private final Thread thread;

    private Sweeper(Sweeps sweeps) {
        this.sweeps = sweeps;
        thread = Thread.ofPlatform().daemon().name("sweep").unstarted(this::run);
    }

    /** Sweeps until closed. */
    public static Sweeper start(Sweeps sweeps) {
        var sweeper = new Sweeper(sweeps);
        sweeper.thread.start();
        return sweeper;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                sweeps.run(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
