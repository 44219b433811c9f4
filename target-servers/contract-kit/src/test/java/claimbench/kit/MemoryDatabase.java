package claimbench.kit;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.User;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows in memory that are asked for as in a database, a bounded number at a time. */
final class MemoryDatabase {
    private static final int POOL = ServerLimits.DATABASE_POOL;

    private final boolean there;
    private final Fault fault;
    private final Semaphore pool = new Semaphore(POOL);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger lastId = new AtomicInteger(User.SEEDED);
    private final Map<Integer, User> added = new ConcurrentHashMap<>();

    MemoryDatabase(boolean there, ServerMeters meters, Fault fault) {
        this.there = there;
        this.fault = fault;
        meters.gauge(Meter.DATABASE_CONNECTIONS, Tags.of(MeterNames.STATE, "size"), pool, any -> POOL);
        meters.gauge(
                Meter.DATABASE_CONNECTIONS,
                Tags.of(MeterNames.STATE, "active"),
                pool,
                free -> POOL - free.availablePermits());
        meters.gauge(Meter.DATABASE_QUEUED, Tags.empty(), waiting, AtomicInteger::get);
    }

    /** A row, after a query that takes so long; 404 where there is none. */
    User find(int id, int millis) throws SQLException, InterruptedException {
        ask();
        try {
            Thread.sleep(millis);
            User user = id <= User.SEEDED ? User.seeded(id) : added.get(id);
            if (user == null) {
                throw new ProblemException(Problem.noSuchUser(id));
            }
            return user;
        } finally {
            pool.release();
        }
    }

    /** Adds a row. */
    User insert(String name, String email) throws SQLException, InterruptedException {
        ask();
        try {
            var user = new User(lastId.incrementAndGet(), name, email);
            added.put(user.id(), user);
            return user;
        } finally {
            pool.release();
        }
    }

    private void ask() throws SQLException, InterruptedException {
        if (!there) {
            throw new SQLException("there is no database");
        }
        if (fault == Fault.QUEUES_QUERIES_WITHOUT_BOUND) {
            pool.acquire();
            return;
        }
        if (pool.tryAcquire()) {
            return;
        }
        try {
            if (waiting.incrementAndGet() > ServerLimits.DATABASE_QUEUE_MAX) {
                throw new ProblemException(Problem.databaseQueueFull(ServerLimits.DATABASE_QUEUE_MAX));
            }
            if (!pool.tryAcquire(ServerLimits.DATABASE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(Problem.databaseWaitTooLong(ServerLimits.DATABASE_WAIT_MAX));
            }
        } finally {
            waiting.decrementAndGet();
        }
    }
}
