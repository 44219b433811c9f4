package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.timeout;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.loop.CancelledError;
import claimbench.loop.Semaphore;
import claimbench.loop.Timeout;
import claimbench.runtime.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A loop's connections to the database: a semaphore lets in as many coroutines as there may be connections, and each takes
 * the one that was used last, or opens one. The others wait in a row that is bounded, in length and in time.
 *
 * <p>A connection that the database has closed is found before it is used. One whose coroutine was cancelled in the middle
 * of a query is of no more use: its query is cancelled in the database too, it is closed, and only then is its place free,
 * so that the database never has more connections than were declared.
 *
 * <p>For the loop's thread, but for the counts.
 */
final class DatabasePool {
    /**
     * What is done with a connection.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final DatabaseUrl url;
    private final int waitingMax;
    private final Duration waitMax;
    private final Duration answerMax;
    private final Semaphore turns;
    private final ArrayDeque<DatabaseConnection> idle = new ArrayDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean closed;

    /**
     * A pool without connections; the database need not be there yet.
     *
     * @param size connections at most, from 1
     */
    DatabasePool(DatabaseUrl url, int size) {
        this(
                url,
                size,
                ServerLimits.DATABASE_QUEUE_MAX,
                ServerLimits.DATABASE_WAIT_MAX,
                ServerLimits.DATABASE_ANSWER_MAX);
    }

    /**
     * A pool with bounds of its own.
     *
     * @param size connections at most, from 1
     * @param waitingMax how many may wait for one
     * @param waitMax how long each
     * @param answerMax how long a query may take, in whole seconds
     */
    DatabasePool(DatabaseUrl url, int size, int waitingMax, Duration waitMax, Duration answerMax) {
        this.answerMax = answerMax;
        this.url = url;
        this.waitingMax = waitingMax;
        this.waitMax = waitMax;
        turns = new Semaphore(size);
    }

    /**
     * Does some work with a connection that nobody else has meanwhile.
     *
     * @throws ProblemException 503 where none is to be had in time
     * @throws SQLException where the database fails
     */
    <T> T with(Work<T> work) throws SQLException {
        awaitTurn();
        active.incrementAndGet();
        @Nullable DatabaseConnection connection = null;
        boolean cancelled = false;
        try {
            connection = take();
            return work.on(connection.jdbc());
        } catch (CancelledError e) {
            cancelled = true;
            throw e;
        } finally {
            if (cancelled && connection != null) {
                DatabaseConnection broken = connection;
                createTask(async(() -> {
                    try {
                        broken.cancelAndClose();
                    } finally {
                        leave(null);
                        open.decrementAndGet();
                    }
                }));
            } else {
                leave(connection);
            }
        }
    }

    private void awaitTurn() throws SQLException {
        if (!turns.locked()) {
            turns.acquire(); // does not wait
            return;
        }
        if (waiting.get() >= waitingMax) {
            throw new ProblemException(Problem.databaseQueueFull(waitingMax));
        }
        waiting.incrementAndGet();
        try {
            await(timeout(waitMax, (Timeout scope) -> {
                turns.acquire();
            }));
        } catch (TimeoutException e) {
            throw new ProblemException(Problem.databaseWaitTooLong(waitMax));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("the wait for a connection failed", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private DatabaseConnection take() throws SQLException {
        if (closed) {
            throw new SQLException("the server is being stopped");
        }
        for (DatabaseConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.isUsable()) {
                return kept;
            }
            discard(kept);
        }
        DatabaseConnection opened = DatabaseConnection.open(url, answerMax);
        open.incrementAndGet();
        return opened;
    }

    /** The place is free again, and the connection, if there is one, kept; whether the database still has it shows later. */
    private void leave(@Nullable DatabaseConnection connection) {
        if (connection != null) {
            if (closed || connection.isOver()) {
                discard(connection);
            } else {
                idle.addFirst(connection);
            }
        }
        active.decrementAndGet();
        turns.release();
    }

    private void discard(DatabaseConnection connection) {
        connection.close();
        open.decrementAndGet();
    }

    /** Closes idle connections; those in use are closed after their work. */
    void close() {
        closed = true;
        for (DatabaseConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            discard(kept);
        }
    }

    /** Connections that are open. From any thread. */
    int open() {
        return open.get();
    }

    /** How many of them are in use, or being opened. From any thread. */
    int active() {
        return active.get();
    }

    /** Requests that wait for one. From any thread. */
    int waiting() {
        return waiting.get();
    }
}
