package claimbench.eventloop;

import claimbench.runtime.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes of this target that share a port; this process starts them, watches them, ends them, and serves nothing
 * itself.
 *
 * <p>The idea: they share nothing but the port, over which the kernel spreads new connections. So they stand and fall
 * together: when one ends that was not told to, the others are ended too. A server that goes on with less than it was
 * asked for would be measured, and trusted, as the whole one. Thread-safe.
 */
final class Workers implements RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** For all of them to be ready; they start at the same time, on as few cores as there are. */
    private static final Duration READY_MAX = Duration.ofSeconds(30);

    private static final Duration READY_MAX_EACH = Duration.ofSeconds(2);

    /** A worker needs this long beyond its loops. */
    private static final Duration END_MAX = LoopThread.END_MAX.plusSeconds(5);

    /**
     * A terminal's Ctrl-C goes to all processes at once, and a worker may be the first to have ended. So an end as asked
     * counts as a failure only when this process has not been asked soon after.
     */
    private static final Duration ASKED_TOO = Duration.ofSeconds(1);

    private final ReservedPort port;
    private final int count;
    private final List<Worker> workers = new ArrayList<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Workers(ReservedPort port, int count) {
        this.port = port;
        this.count = count;
    }

    /**
     * Starts as many as the options say, and waits until all of them listen.
     *
     * @throws IOException where one can't; the others are ended again
     */
    static Workers start(EventLoopOptions options) throws IOException {
        var workers = new Workers(ReservedPort.of(options), options.workers());
        try {
            for (int index = 1; index <= options.workers(); index++) {
                workers.add(Worker.start(index, options.ofWorker(index, workers.port()), options.database()));
            }
            workers.awaitReady();
            return workers;
        } catch (IOException e) {
            workers.kill();
            throw e;
        }
    }

    private void add(Worker worker) {
        workers.add(worker);
        var _ = worker.ended().thenAccept(exitCode -> ended(worker, exitCode));
    }

    private void ended(Worker worker, int exitCode) {
        String reason = "worker " + worker.index() + " of " + count + " (process " + worker.pid()
                + ") has ended with exit code " + exitCode + ", so all are ended";
        if (exitCode == 0) {
            CompletableFuture.delayedExecutor(ASKED_TOO.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> fail(reason));
        } else {
            fail(reason);
        }
    }

    private void fail(String reason) {
        if (!closed.get()) {
            failure.complete(reason);
        }
    }

    private void awaitReady() throws IOException {
        CompletableFuture<Void> all =
                CompletableFuture.allOf(workers.stream().map(Worker::ready).toArray(CompletableFuture[]::new));
        Duration bound = READY_MAX.plus(READY_MAX_EACH.multipliedBy(count));
        try {
            CompletableFuture.anyOf(all, failure).get(bound.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            String late = workers.stream()
                    .filter(worker -> !worker.ready().isDone())
                    .map(worker -> Integer.toString(worker.index()))
                    .reduce((first, second) -> first + ", " + second)
                    .orElse("none");
            throw new IOException("not ready within " + bound.toSeconds() + " s: worker " + late + " of " + count, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the wait for the workers failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failure.isDone()) {
            throw new IOException(failure.join());
        }
    }

    @Override
    public int port() {
        return port.number();
    }

    @Override
    public CompletableFuture<String> failure() {
        return failure;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        workers.forEach(Worker::stop);
        try {
            CompletableFuture.allOf(workers.stream().map(Worker::ended).toArray(CompletableFuture[]::new))
                    .get(END_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.error("workers that had not ended {} after they were told to are ended by force", END_MAX);
        } catch (ExecutionException e) {
            LOG.error("the wait for the workers' end failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    private void kill() {
        workers.forEach(Worker::kill);
        workers.forEach(worker -> worker.ended().join());
        try {
            port.close();
        } catch (IOException e) {
            LOG.warn("cannot give the port back: {}", e.toString());
        }
    }
}
