package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.User;
import claimbench.database.EmbeddedDatabase;
import claimbench.loop.Coroutine;
import claimbench.runtime.DatabaseUrl;
import com.sun.management.OperatingSystemMXBean;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The three ways from a loop to PostgreSQL, side by side: queries of one row, from some coroutines at once, over pools of the
 * same size. No test: it is run by name alone, on a machine that does nothing else.
 *
 * <pre>
 *   mvn -pl target-servers/event-loop surefire:test -Dtest=DatabaseComparison
 *       [-Dcomparison.seconds=10] [-Dcomparison.rounds=5] [-Dcomparison.url=postgresql://…]
 * </pre>
 *
 * <p>Each round measures each way once, the first one being another each time; the median round is told. CPU is that of this
 * process, the database's own is not in it.
 */
class DatabaseComparison {
    private static final int CONNECTIONS = 20;
    private static final List<Integer> CALLERS = List.of(1, 20, 200);
    private static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("comparison.seconds", 10));
    private static final int ROUNDS = Integer.getInteger("comparison.rounds", 5);

    /** A way, and how it is given up. */
    private record Way(String name, Users users, Runnable close) {}

    private record Result(double queriesPerSecond, double medianMicros, double p99Micros, double cpuMicros) {}

    @Test
    void compare() throws Exception {
        String url = System.getProperty("comparison.url");
        if (url != null) {
            compare(DatabaseUrl.parse(url));
        } else {
            try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
                compare(database.url());
            }
        }
    }

    private static void compare(DatabaseUrl url) throws Exception {
        run(async(() -> {
            List<Way> ways = List.of(onLoop(url), offLoaded(url), r2dbc(url));
            System.out.println("| callers | way | queries/s | median µs | p99 µs | CPU µs a query |");
            System.out.println("|--:|---|--:|--:|--:|--:|");
            for (int callers : CALLERS) {
                List<List<Result>> results = new ArrayList<>();
                ways.forEach(way -> results.add(new ArrayList<>()));
                for (Way way : ways) {
                    measure(way, callers, WINDOW); // warm-up
                }
                for (int round = 0; round < ROUNDS; round++) {
                    for (int turn = 0; turn < ways.size(); turn++) {
                        int way = (round + turn) % ways.size();
                        results.get(way).add(measure(ways.get(way), callers, WINDOW));
                    }
                }
                for (int way = 0; way < ways.size(); way++) {
                    print(callers, ways.get(way), results.get(way));
                }
            }
            ways.forEach(way -> way.close.run());
        }));
    }

    private static void print(int callers, Way way, List<Result> results) {
        List<Result> sorted = results.stream()
                .sorted((a, b) -> Double.compare(a.queriesPerSecond, b.queriesPerSecond))
                .toList();
        Result median = sorted.get(sorted.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.0f (%.0f to %.0f) | %.0f | %.0f | %.1f |%n",
                callers,
                way.name,
                median.queriesPerSecond,
                sorted.getFirst().queriesPerSecond,
                sorted.getLast().queriesPerSecond,
                median.medianMicros,
                median.p99Micros,
                median.cpuMicros);
    }

    private static Result measure(Way way, int callers, Duration window) throws Exception {
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuBefore = os.getProcessCpuTime();
        long startNanos = System.nanoTime();
        long endNanos = startNanos + window.toNanos();
        List<Coroutine<long[]>> running = IntStream.range(0, callers)
                .mapToObj(caller -> caller(way.users, caller, endNanos))
                .toList();
        long[] nanos = await(gather(running)).stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        double cpuMicros = (os.getProcessCpuTime() - cpuBefore) / 1e3 / nanos.length;
        return new Result(
                nanos.length / seconds, nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3, cpuMicros);
    }

    private static Coroutine<long[]> caller(Users users, int caller, long endNanos) {
        return async(() -> {
            long[] nanos = new long[1_000];
            int queries = 0;
            for (long now = System.nanoTime(); now < endNanos; ) {
                int id = 1 + (caller * 7_919 + queries) % User.SEEDED;
                assertThat(users.find(id).id()).isEqualTo(id);
                long after = System.nanoTime();
                if (queries == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * queries);
                }
                nanos[queries++] = after - now;
                now = after;
            }
            return Arrays.copyOf(nanos, queries);
        });
    }

    private static Way onLoop(DatabaseUrl url) {
        var pool = new DatabasePool(url, CONNECTIONS);
        return new Way("driver on the loop", new JdbcUsers(pool), pool::close);
    }

    private static Way offLoaded(DatabaseUrl url) {
        var users = new claimbench.jdbc.JdbcUsers(url, CONNECTIONS);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        return new Way("JDBC off-loaded", new OffLoadedUsers(users, threads), () -> {
            threads.shutdownNow();
            users.close();
        });
    }

    private static Way r2dbc(DatabaseUrl url) {
        var connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(url.host())
                .port(url.port())
                .database(url.database())
                .username(url.user())
                .password(url.password())
                .build());
        var pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(CONNECTIONS)
                .maxSize(CONNECTIONS)
                .build());
        return new Way("R2DBC handed over", new R2dbcUsers(pool), pool::dispose);
    }
}
