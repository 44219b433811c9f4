package claimbench.harness.performance;

import claimbench.contract.TokensRequest;
import claimbench.contract.User;
import claimbench.harness.experiment.Target;
import claimbench.harness.performance.LoadClient.Stage;
import claimbench.harness.performance.Outcomes.Kind;
import claimbench.harness.run.LiveHeap;
import claimbench.harness.run.ProcessReader;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same load for long: does anything grow? The servers run side by side on the one core, each with a load of its own, since
 * what is looked for is a leak and not a speed. Each one's capacity is therefore what it can do beside the others, and its
 * load is 70 % of that. The load stops for each sample, until nothing is under way: what is in flight is not what is left.
 *
 * @param servers side by side
 * @param length of the load, without the pauses
 */
record SoakStep(int round, List<Target> servers, Duration length, Bench bench) implements Step {
    static final String WORK = "soak";

    /** The share of the samples, the first ones, in which a server still settles. */
    static final double SETTLING_SHARE = 0.2;

    /** Fewer samples have no slope to speak of. */
    private static final int SAMPLES_MIN = 5;

    private static final Duration BETWEEN_SAMPLES_MAX = Duration.ofMinutes(1);
    private static final double SHARE = 0.7;

    /**
     * A fixed number, all opened by the closed load: a client that opened more when a server is slow would be seen as growth
     * of the server.
     */
    private static final int CONNECTIONS = 64;

    private static final Duration DRAIN_MAX = Duration.ofSeconds(30);
    private static final Duration AROUND = Duration.ofSeconds(10);
    private static final Duration SAMPLE_EXPECTED = Duration.ofSeconds(1);
    private static final int TOKENS = 10;
    private static final ProcessReader READER = ProcessReader.ofSystem();

    /** A server under its load. For one thread at a time. */
    private record Soaking(Target server, RunningTarget running, LoadClient client, Path folder)
            implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            running.close();
        }
    }

    @Override
    public String title() {
        return WORK + " " + servers.stream().map(Target::name).collect(Collectors.joining(" "));
    }

    @Override
    public Duration expected() {
        return AROUND.plus(bench.warmUp())
                .plus(bench.window())
                .plus(length)
                .plus(SAMPLE_EXPECTED.multipliedBy((long) count() * servers.size()));
    }

    /** The work of the samples of one time, counted from 1. */
    static String work(int number) {
        return String.format(Locale.ROOT, "%s-%02d", WORK, number);
    }

    private int count() {
        return Math.max(SAMPLES_MIN, Math.toIntExact(length.dividedBy(BETWEEN_SAMPLES_MAX)));
    }

    private Duration betweenSamples() {
        return length.dividedBy(count());
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        var all = new ArrayList<Soaking>();
        try (var backends = Backends.start(bench, true, folder);
                ExecutorService threads = Executors.newFixedThreadPool(servers.size())) {
            try {
                for (Target server : servers) {
                    all.add(start(server, backends, folder.resolve(server.name())));
                }
                List<Sample> samples = run(all, threads);
                backends.checkRunning();
                return samples;
            } finally {
                threads.shutdownNow();
                all.forEach(Soaking::close);
            }
        }
    }

    private Soaking start(Target server, Backends backends, Path folder) throws TrialFailure, InterruptedException {
        RunningTarget running = null;
        LoadClient client = null;
        try {
            Files.createDirectories(folder);
            running = RunningTarget.start(bench, server, backends, ask(0).target(), folder);
            client = new LoadClient(running.url(), SoakStep::ask, CONNECTIONS, DRAIN_MAX, new LoadClient.Listener() {});
            return new Soaking(server, running, client, folder);
        } catch (IOException e) {
            throw new TrialFailure("the load on " + server.name() + " cannot begin: " + e.getMessage());
        } finally {
            if (client == null && running != null) {
                running.close();
            }
        }
    }

    /** In turn a profile, of database and upstream, and a streamed answer. */
    private static Ask ask(int number) {
        if (number % 2 == 1) {
            return new Ask(
                    "/answer?tokens=" + TOKENS + "&gap-ms=2&mode=stream",
                    new String(TokensRequest.done(TOKENS), StandardCharsets.US_ASCII));
        }
        int id = 1 + number % User.SEEDED;
        return new Ask("/profile/" + id + "?mode=concurrent&db-ms=2&api-ms=10", "\"id\":" + id);
    }

    private List<Sample> run(List<Soaking> all, ExecutorService threads) throws TrialFailure, InterruptedException {
        if (bench.warmUp().isPositive()) {
            together(all, threads, (each, _) -> each.client().closed(CONNECTIONS, bench.warmUp()));
        }
        long start = System.nanoTime();
        List<Outcomes> capacities =
                together(all, threads, (each, _) -> each.client().closed(CONNECTIONS, bench.window()));
        var perSecond = new ArrayList<Double>();
        for (int i = 0; i < all.size(); i++) {
            perSecond.add(capacity(all.get(i), capacities.get(i), start));
        }
        // Whoever is asked for the first time starts threads for that.
        for (Soaking each : all) {
            sample(each, 0);
        }
        return soak(all, perSecond, threads);
    }

    private double capacity(Soaking each, Outcomes outcomes, long start) throws TrialFailure {
        long successes = outcomes.successesEnded(start, start + bench.window().toNanos());
        if (successes == 0) {
            throw new TrialFailure(each.server().name() + " gave no right answer to " + outcomes.count() + " requests");
        }
        return successes
                * (double) TimeUnit.SECONDS.toNanos(1)
                / (double) bench.window().toNanos();
    }

    private List<Sample> soak(List<Soaking> all, List<Double> capacities, ExecutorService threads)
            throws TrialFailure, InterruptedException {
        var samples = new ArrayList<Sample>();
        List<List<Outcomes>> outcomes = new ArrayList<>();
        all.forEach(_ -> outcomes.add(new ArrayList<>()));
        for (int number = 1; number <= count(); number++) {
            List<Outcomes> some = together(
                    all,
                    threads,
                    (each, index) ->
                            each.client().open(List.of(new Stage(SHARE * capacities.get(index), betweenSamples()))));
            for (int i = 0; i < all.size(); i++) {
                outcomes.get(i).add(some.get(i));
                samples.addAll(sample(all.get(i), number));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            samples.addAll(summary(all.get(i).server().name(), capacities.get(i), outcomes.get(i), samples));
        }
        return samples;
    }

    private List<Sample> sample(Soaking each, int number) throws TrialFailure, InterruptedException {
        RunningTarget running = each.running();
        running.checkRunning("under a load that lasts");
        long heap = LiveHeap.bytes(
                running.pid(), List.of(bench.loadCore()), each.folder().resolve("heap-" + number + ".txt"));
        ProcFiles.Open open = ProcFiles.open(running.pid());
        var reading = READER.read(running.pid())
                .orElseThrow(() -> new TrialFailure(
                        each.server().name() + " is gone: " + each.folder().resolve("server.log")));
        String work = work(number);
        String who = each.server().name();
        return List.of(
                new Sample(round, new Series(work, who, Metric.HEAP_BYTES), (double) heap),
                new Sample(round, new Series(work, who, Metric.THREADS), reading.threads()),
                new Sample(round, new Series(work, who, Metric.DESCRIPTORS), open.descriptors()),
                new Sample(round, new Series(work, who, Metric.CONNECTIONS), open.sockets()),
                new Sample(round, new Series(work, who, Metric.RSS_BYTES), (double) reading.rssBytes()));
    }

    private List<Sample> summary(String who, double capacity, List<Outcomes> outcomes, List<Sample> samples) {
        long successes =
                outcomes.stream().mapToLong(each -> each.count(Kind.SUCCESS)).sum();
        // A refusal is an error here: nobody is asked more than 70 % of what it can do.
        long errors = outcomes.stream().mapToLong(Outcomes::count).sum() - successes;
        long[] latencies = outcomes.stream()
                .flatMapToLong(each -> Arrays.stream(each.latenciesNanos(each.all())))
                .sorted()
                .toArray();
        double seconds = length.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
        var summary = new ArrayList<Sample>();
        summary.add(of(who, Metric.CAPACITY_PER_SECOND, capacity));
        summary.add(of(who, Metric.REQUESTS_PER_SECOND, successes / seconds));
        summary.add(of(who, Metric.LATENCY_NANOS_P99, (double) Outcomes.percentile(0.99, latencies)));
        summary.add(of(who, Metric.ERRORS, (double) errors));
        double minutesBetween = betweenSamples().toNanos() / (double) TimeUnit.MINUTES.toNanos(1);
        for (Soaked quantity : Soaked.values()) {
            List<Double> values = samples.stream()
                    .filter(sample ->
                            sample.series().who().equals(who) && sample.series().metric() == quantity.metric())
                    .map(Sample::value)
                    .toList();
            summary.add(of(who, quantity.growth(), Growth.aMinute(settled(values), minutesBetween)));
        }
        return summary;
    }

    /** Without those in which a server still settles. */
    static <T> List<T> settled(List<T> values) {
        return values.subList((int) Math.ceil(SETTLING_SHARE * values.size()), values.size());
    }

    private Sample of(String who, Metric metric, double value) {
        return new Sample(round, new Series(WORK, who, metric), value);
    }

    /** A load on one of the servers. */
    @FunctionalInterface
    private interface Load {
        Outcomes on(Soaking each, int index) throws IOException, InterruptedException;
    }

    /** On all of them at once, each from a thread of its own. */
    private static List<Outcomes> together(List<Soaking> all, ExecutorService threads, Load load)
            throws TrialFailure, InterruptedException {
        List<Callable<Outcomes>> tasks = Stream.iterate(0, index -> index < all.size(), index -> index + 1)
                .map(index -> (Callable<Outcomes>) () -> load.on(all.get(index), index))
                .toList();
        var outcomes = new ArrayList<Outcomes>();
        for (Future<Outcomes> each : threads.invokeAll(tasks)) {
            try {
                outcomes.add(each.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw new TrialFailure("a load failed: " + failure.getMessage());
                }
                throw new IllegalStateException("a load failed", e.getCause());
            }
        }
        return outcomes;
    }
}
