package claimbench.harness.run;

import claimbench.contract.Json;
import claimbench.load.Arm;
import claimbench.load.Ask;
import claimbench.load.Asker;
import claimbench.load.GeneratorReport;
import claimbench.load.GeneratorReport.Count;
import claimbench.load.LoadModel;
import claimbench.load.ScenarioCatalogue;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the generator's protocol, and sends what a scenario asks for, closed or open, with a connection for each user and
 * no second try: what a connection does not answer has failed. It starts sooner than Gatling does. Its window is open for as
 * long as it was told to and until enough requests were answered in it, however slow the machine is.
 */
public final class PlantedGenerator {
    /** What can be wrong with it. */
    enum Fault {
        /** The honest twin. */
        NONE,
        /** What should be sent at its time, whether or not earlier requests were answered, waits for one thread. */
        STARVED,
        /** Its window begins some time before it says so. */
        ANNOUNCES_LATE
    }

    /** Far beyond what samplers may be off by. */
    static final int LATE_MILLIS = 150;

    private enum Phase {
        WARM_UP,
        WINDOW,
        END
    }

    /** Of each user; of an open load, as many as it takes to be out of its first time. */
    private static final int WARM_UP_REQUESTS = 1;

    private static final int WARM_UP_ARRIVALS = 25;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Fault fault;
    private final long answeredMin;
    private final URI url;
    private final List<Arm> arms;
    private final Map<String, Histogram> responses = new TreeMap<>();
    private final Map<String, Histogram> services = new TreeMap<>();
    private final Map<String, long[]> countsInWindow = new HashMap<>();
    private final Map<String, long[]> countsEver = new HashMap<>();
    private final Histogram lag = new Histogram(3);
    private final AtomicLong answeredInWindow = new AtomicLong();
    private String firstFailure = "";
    private volatile Phase phase = Phase.WARM_UP;

    private PlantedGenerator(Fault fault, long answeredMin, URI url) {
        this.fault = fault;
        this.answeredMin = answeredMin;
        this.url = url;
        this.arms = ScenarioCatalogue.find(property("scenario")).orElseThrow().arms(parameters());
    }

    /** Its fault, and how many requests must be answered in the window at least. */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("booted");
        // Never closed: closing waits for the thread that reads it.
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String go = in.readLine();
        if (go == null) {
            return;
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (in.readLine() != null) {
                    // Only the end matters.
                }
            } catch (IOException e) {
                // The same as the end.
            }
            Runtime.getRuntime().halt(0);
        });
        new PlantedGenerator(Fault.valueOf(args[0]), Long.parseLong(args[1]), URI.create(go.substring(3))).load();
        Runtime.getRuntime().halt(0);
    }

    private void load() throws IOException, InterruptedException {
        boolean open = property("workload").equals("open");
        int users = open ? 0 : Integer.parseInt(property("users"));
        double rate = open ? Double.parseDouble(property("rate")) : 0;
        var warm = new CountDownLatch(open ? 1 : users);
        ExecutorService threads = fault == Fault.STARVED
                ? Executors.newSingleThreadExecutor()
                : Executors.newVirtualThreadPerTaskExecutor();
        if (open) {
            Thread.ofPlatform().start(() -> arrive(rate, threads, warm));
        } else {
            for (int user = 1; user <= users; user++) {
                int number = user;
                threads.execute(() -> ask(number, warm));
            }
        }
        warm.await();
        long startEpochMillis = System.currentTimeMillis();
        phase = Phase.WINDOW;
        if (fault == Fault.ANNOUNCES_LATE) {
            TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
        }
        System.out.println("window-start " + startEpochMillis);
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < NANOS_PER_MILLI * Long.parseLong(property("windowMillis"))
                || answeredInWindow.get() < answeredMin) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long endEpochMillis = System.currentTimeMillis();
        phase = Phase.END;
        System.out.println("window-end " + endEpochMillis);
        threads.close();
        write(users, rate, startEpochMillis, endEpochMillis);
    }

    /** A user of a closed load: one request after another, until the end. */
    private void ask(int user, CountDownLatch warm) {
        try (var connection = new Connection(url)) {
            var asker = new Asker(user, 0);
            for (int number = 0; phase != Phase.END; number++) {
                Arm arm = arms.get((user + number) % arms.size());
                exchange(connection, arm, arm.ask(asker), System.nanoTime(), phase == Phase.WINDOW);
                if (number + 1 == WARM_UP_REQUESTS) {
                    warm.countDown();
                }
            }
        }
    }

    /** An open load: a new user at each time that is due. */
    private void arrive(double rate, ExecutorService threads, CountDownLatch warm) {
        Arm arm = arms.getFirst();
        long beginNanos = System.nanoTime();
        for (int number = 0; phase != Phase.END; number++) {
            long dueNanos = beginNanos + Math.round(number * NANOS_PER_SECOND / rate);
            try {
                TimeUnit.NANOSECONDS.sleep(dueNanos - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
            boolean measured = phase == Phase.WINDOW;
            int user = number + 1;
            try {
                threads.execute(() -> {
                    try (var connection = new Connection(url)) {
                        exchange(connection, arm, arm.ask(new Asker(user, 0)), dueNanos, measured);
                    }
                });
            } catch (RejectedExecutionException e) {
                return; // the end came meanwhile
            }
            if (number + 1 == WARM_UP_ARRIVALS) {
                warm.countDown();
            }
        }
    }

    private void exchange(Connection connection, Arm arm, Ask ask, long dueNanos, boolean measured) {
        long startNanos = System.nanoTime();
        String failure;
        try {
            failure = ask.check().fault(connection.exchange(ask));
        } catch (IOException e) {
            failure = "no answer: " + e.getMessage();
        }
        ended(arm.name(), failure, dueNanos, startNanos, System.nanoTime(), measured);
    }

    private synchronized void ended(
            String name, @Nullable String failure, long due, long start, long end, boolean measured) {
        int index = failure == null ? 0 : 1;
        countsEver.computeIfAbsent(name, _ -> new long[2])[index]++;
        if (failure != null && firstFailure.isEmpty()) {
            firstFailure = name + ": " + failure;
        }
        if (measured) {
            countsInWindow.computeIfAbsent(name, _ -> new long[2])[index]++;
            lag.recordValue(Math.max(0, start - due));
            if (failure == null) {
                responses.computeIfAbsent(name, PlantedGenerator::histogram).recordValue(end - due);
                services.computeIfAbsent(name, PlantedGenerator::histogram).recordValue(end - start);
                answeredInWindow.incrementAndGet();
            }
        }
    }

    private static Histogram histogram(String name) {
        var histogram = new Histogram(3);
        histogram.setTag(name);
        return histogram;
    }

    private void write(int users, double rate, long startEpochMillis, long endEpochMillis) throws IOException {
        Path out = Path.of(property("out"));
        var report = new GeneratorReport(
                GeneratorReport.SCHEMA,
                property("scenario"),
                parameters(),
                url.toString(),
                users == 0 ? LoadModel.OPEN : LoadModel.CLOSED,
                users,
                rate,
                Long.parseLong(property("seed")),
                startEpochMillis,
                endEpochMillis,
                counts(countsInWindow),
                counts(countsEver),
                lag.getValueAtPercentile(95),
                lag.getMaxValue(),
                Math.max(1, users),
                firstFailure.isEmpty() ? List.of() : List.of(firstFailure));
        Files.write(out.resolve(GeneratorReport.FILE), Json.MAPPER.writeValueAsBytes(report));
        var log = new StringBuilder();
        countsEver.forEach(
                (name, counts) -> log.append(String.format(Locale.ROOT, "%s %d %d%n", name, counts[0], counts[1])));
        Files.writeString(out.resolve("simulation.log"), log);
        write(responses, out.resolve("responses.hlog"));
        write(services, out.resolve("service.hlog"));
    }

    private static void write(Map<String, Histogram> histograms, Path path) throws IOException {
        try (var file = new FileOutputStream(path.toFile())) {
            var log = new HistogramLogWriter(file);
            log.outputLogFormatVersion();
            log.outputLegend();
            histograms.values().forEach(log::outputIntervalHistogram);
        }
    }

    private static Map<String, Count> counts(Map<String, long[]> counts) {
        var all = new TreeMap<String, Count>();
        counts.forEach((name, each) -> all.put(name, new Count(each[0], each[1])));
        return all;
    }

    private static Map<String, String> parameters() {
        var values = new TreeMap<String, String>();
        for (var parameter :
                ScenarioCatalogue.find(property("scenario")).orElseThrow().parameters()) {
            String value = System.getProperty("claimbench." + parameter.name());
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        return values;
    }

    private static String property(String name) {
        String value = System.getProperty("claimbench." + name);
        if (value == null) {
            throw new IllegalStateException("no property claimbench." + name);
        }
        return value;
    }

    /** A client's side of HTTP/1.1: answers with a length, one at a time. Opened when needed. For one thread. */
    private static final class Connection implements AutoCloseable {
        private final URI url;

        @Nullable
        private Socket socket;

        Connection(URI url) {
            this.url = url;
        }

        byte[] exchange(Ask ask) throws IOException {
            Socket open = socket;
            if (open == null) {
                open = new Socket(url.getHost(), url.getPort());
                open.setTcpNoDelay(true);
                socket = open;
            }
            try {
                open.getOutputStream()
                        .write(((ask.body().isEmpty() ? "GET " : "POST ") + ask.target() + " HTTP/1.1\r\nHost: "
                                        + url.getAuthority() + "\r\nContent-Length: "
                                        + ask.body().length() + "\r\n\r\n" + ask.body())
                                .getBytes(StandardCharsets.US_ASCII));
                return body(ask.status(), new BufferedInputStream(open.getInputStream()));
            } catch (IOException e) {
                close();
                throw e;
            }
        }

        private static byte[] body(int expected, InputStream in) throws IOException {
            String status = line(in);
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring("content-length:".length()).strip());
                }
            }
            byte[] body = in.readNBytes(length);
            if (!status.contains(" " + expected) || body.length < length) {
                throw new IOException(status);
            }
            return body;
        }

        private static String line(InputStream in) throws IOException {
            var line = new StringBuilder();
            while (true) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("the connection was closed");
                }
                if (next == '\n') {
                    return line.toString().strip();
                }
                line.append((char) next);
            }
        }

        @Override
        public void close() {
            Socket open = socket;
            socket = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    // It is gone.
                }
            }
        }
    }
}
