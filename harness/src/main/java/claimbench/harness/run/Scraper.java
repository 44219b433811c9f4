package claimbench.harness.run;

import claimbench.contract.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a process for its meters each second, and hands on what it says as it is: nothing is parsed while a trial is being measured.
 * Each process is asked at a moment of the second that is its own, so that not all of them are disturbed at once. One that has not
 * answered is not asked again meanwhile; its answer counts for the moment when it comes. Thread-safe.
 */
final class Scraper implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;

    /** Apart, of the processes of a trial. */
    private static final long STAGGER_MILLIS = 230;

    /** For a target whose queue is long. */
    private static final int ANSWER_BOUND_MILLIS = 10_000;

    private static final int ANSWER_BYTES_MAX = 4 << 20;
    private static final String FORMAT = "text/plain; version=0.0.4";

    /** Takes what a process has said. */
    @FunctionalInterface
    interface Listener {
        /**
         * Takes an answer.
         *
         * @param epochMillis when it came
         * @param took from the question to there
         */
        void answered(long epochMillis, Duration took, byte[] text);
    }

    /** Says what there is to say; from this process or another. */
    @FunctionalInterface
    interface Source {
        /** Empty where it said nothing of use. */
        Optional<byte[]> ask() throws IOException, InterruptedException;
    }

    private final Source source;
    private final Listener listener;
    private final Thread thread;

    /** Guarded by this. */
    private boolean closed;

    /**
     * Begins to ask. On a thread of the platform: a virtual one that waits for an answer, with a bound, costs the harness two more threads' turns.
     *
     * @param index of the process among those of the trial
     */
    Scraper(String name, int index, Source source, Listener listener) {
        this.source = source;
        this.listener = listener;
        long offset = index * STAGGER_MILLIS % PERIOD_MILLIS;
        thread = Thread.ofPlatform().daemon().name("scraper-" + name).unstarted(() -> askAgainAndAgain(offset));
        thread.start();
    }

    /**
     * Another process, over HTTP. Java's older client: it reads on the thread that asks, and hands no answer from thread to thread, as
     * the newer one does.
     */
    static Source over(URI process) {
        return over(process, ANSWER_BOUND_MILLIS);
    }

    /** The same, waiting no longer than this for an answer. */
    static Source over(URI process, int boundMillis) {
        URL metrics;
        try {
            metrics = process.resolve(Route.METRICS.path()).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(process + " is no address to ask for meters", e);
        }
        return () -> {
            var connection = (HttpURLConnection) metrics.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(boundMillis);
            connection.setReadTimeout(boundMillis);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Accept", FORMAT);
            try (InputStream body = connection.getInputStream()) {
                byte[] text = read(body, connection.getContentLength());
                return connection.getResponseCode() == 200 ? Optional.of(text) : Optional.empty();
            }
        };
    }

    /** In one piece where its length is known, which spares copies. */
    private static byte[] read(InputStream body, int length) throws IOException {
        if (length < 0 || length > ANSWER_BYTES_MAX) {
            byte[] text = body.readNBytes(ANSWER_BYTES_MAX + 1);
            if (text.length > ANSWER_BYTES_MAX) {
                throw new IOException("the answer is longer than " + ANSWER_BYTES_MAX + " bytes");
            }
            return text;
        }
        byte[] text = new byte[length];
        int read = body.readNBytes(text, 0, length);
        if (read < length) {
            throw new IOException("the answer ended after " + read + " of " + length + " bytes");
        }
        return text;
    }

    private void askAgainAndAgain(long offset) {
        try {
            while (!isClosed()) {
                long startNanos = System.nanoTime();
                try {
                    Optional<byte[]> text = source.ask();
                    if (text.isPresent()) {
                        handOn(Duration.ofNanos(System.nanoTime() - startNanos), text.get());
                    }
                } catch (IOException e) {
                    // A process that gives no meters just has none of this second.
                }
                Thread.sleep(untilNext(System.currentTimeMillis(), offset));
            }
        } catch (InterruptedException e) {
            // Asked to end.
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void handOn(Duration took, byte[] text) {
        if (!closed) {
            listener.answered(System.currentTimeMillis(), took, text);
        }
    }

    /** At the same moment of each second; at least a little later than now. */
    static long untilNext(long epochMillis, long offset) {
        long wait = Math.floorMod(offset - epochMillis, PERIOD_MILLIS);
        return wait < STAGGER_MILLIS / 2 ? wait + PERIOD_MILLIS : wait;
    }

    /**
     * Asks no more; an answer that is being handed on is handed on, and none after it. A question that a process has not answered yet
     * ends with its connection, or at its bound.
     */
    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
    }
}
