package claimbench.micro;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Mode;
import claimbench.contract.Route;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.meters.LatencyHistogram;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What meters cost the target that they are about: {@code record} is paid with every request, {@code text} with every scrape, which
 * is one a second while a run is recorded. Beside them what Micrometer's own timer with a percentile histogram costs. The JVM and the
 * system are asked for their meters too, as in a scrape of a target.
 */
@State(Scope.Thread)
public class MetersBenchmark extends MicroBenchmark {
    private static final int DURATIONS = 1 << 12;
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    private final ServerMeters meters = new ServerMeters("benchmark");
    private final LatencyHistogram histogram = meters.histogram(
            Meter.SERVER_REQUESTS,
            Tags.of(MeterNames.ROUTE, "/wait", MeterNames.MODE, "none", MeterNames.OUTCOME, "success"));
    private final Timer timer = Timer.builder("micrometer")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofNanos(100_000))
            .maximumExpectedValue(Duration.ofSeconds(60))
            .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    private final long[] nanos = new long[DURATIONS];
    private int next;

    /** Durations from a tenth of a millisecond to a second, and a target that has answered on two routes. */
    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        for (int index = 0; index < DURATIONS; index++) {
            nanos[index] = (long) (1e5 * Math.pow(10, 4 * random.nextDouble()));
            meters.received();
            meters.answered(Route.FANOUT, index % 2 == 0 ? Mode.SERIAL : Mode.CONCURRENT, 200, nanos[index]);
        }
    }

    /** A duration into its bucket. */
    @Benchmark
    public void record() {
        histogram.record(nanos());
    }

    /** The same with Micrometer's timer. */
    @Benchmark
    public void recordWithMicrometer() {
        timer.record(nanos(), TimeUnit.NANOSECONDS);
    }

    /** All that a request costs: received, answered, counted under its labels. */
    @Benchmark
    public void request() {
        meters.received();
        meters.answered(Route.WAIT, null, 200, nanos());
    }

    /** A scrape, as the harness and Prometheus' older versions ask for it. */
    @Benchmark
    public byte[] text() {
        return meters.scrape(null);
    }

    /** A scrape with native histograms. */
    @Benchmark
    public byte[] protobuf() {
        return meters.scrape(PROTOBUF);
    }

    private long nanos() {
        next = (next + 1) & (DURATIONS - 1);
        return nanos[next];
    }
}
