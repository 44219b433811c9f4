package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.performance.WatchedUpstream.Call;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients that leave in the middle of a request, one after another: how long until the upstream sees the call ended that was
 * made for them. No token is due and no answer comes, so that nothing but the leaving can end the call.
 *
 * @param times how many leave from each kind of request
 * @param endMax what has not ended by then counts as so long
 */
record LeavingStep(int round, int times, Duration endMax, Target server, Bench bench) implements Step {
    /** What has not ended counts as so long, and is waited for no longer. */
    static final Duration END_MAX = Duration.ofSeconds(5);

    /** One that does not see clients leave at all would take the bound for each of them. */
    private static final int NOT_ENDED_MAX = 3;

    private static final Duration CALL_MAX = Duration.ofSeconds(10);

    /** The first are slow, as the server's code is new to it, and do not count. */
    private static final int WARM_UP_SHARE = 4;

    private static final Duration EXPECTED_EACH = Duration.ofMillis(10);
    private static final Duration AROUND = Duration.ofSeconds(3);

    @Override
    public String title() {
        return "leaving " + server.name();
    }

    @Override
    public Duration expected() {
        return AROUND.plus(EXPECTED_EACH.multipliedBy((long) Leaving.ALL.size() * times));
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        try (var upstream = new WatchedUpstream();
                var running = RunningTarget.start(
                        bench,
                        server,
                        List.of("--upstream", upstream.url().toString()),
                        null,
                        HttpLoad.PLAINTEXT.target(),
                        folder)) {
            var samples = new ArrayList<Sample>();
            for (Leaving leaving : Leaving.ALL) {
                measure(leaving, times / WARM_UP_SHARE, 1, running.url(), upstream);
                samples.addAll(samples(leaving, measure(leaving, times, NOT_ENDED_MAX, running.url(), upstream)));
            }
            // A server that still makes calls would take its time to end.
            upstream.hangUp();
            running.checkRunning("when clients left");
            return samples;
        } catch (IOException e) {
            throw new TrialFailure(server.name() + ": " + e.getMessage());
        }
    }

    /** In ascending order. */
    private long[] measure(Leaving leaving, int count, int notEndedMax, URI url, WatchedUpstream upstream)
            throws TrialFailure, IOException, InterruptedException {
        long[] nanos = new long[count];
        int notEnded = 0;
        int done = 0;
        while (done < count && notEnded < notEndedMax) {
            nanos[done] = leave(leaving, url, upstream);
            notEnded += nanos[done] == endMax.toNanos() ? 1 : 0;
            done++;
        }
        long[] measured = Arrays.copyOf(nanos, done);
        Arrays.sort(measured);
        return measured;
    }

    /** Until the last of its calls was ended. */
    private long leave(Leaving leaving, URI url, WatchedUpstream upstream)
            throws TrialFailure, IOException, InterruptedException {
        var calls = new ArrayList<Call>();
        long left;
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(CALL_MAX.toMillis()));
            socket.getOutputStream()
                    .write(("GET " + leaving.target() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < leaving.calls(); i++) {
                @Nullable Call call = upstream.next(CALL_MAX.toNanos());
                if (call == null) {
                    throw new TrialFailure(server.name() + " made " + i + " of " + leaving.calls()
                            + " calls of the upstream for " + leaving.target());
                }
                calls.add(call);
            }
            if (leaving.streamed()) {
                readFirstToken(socket.getInputStream());
            } else {
                // Closing is a reset then.
                socket.setSoLinger(true, 0);
            }
            left = System.nanoTime();
        }
        long longest = 0;
        for (Call call : calls) {
            @Nullable Long end = call.awaitEnd(left + endMax.toNanos() - System.nanoTime());
            longest = Math.max(longest, end == null ? endMax.toNanos() : end - left);
        }
        return Math.min(longest, endMax.toNanos());
    }

    private static void readFirstToken(InputStream in) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf("data: ") < 0 || read.indexOf("\n\n", read.indexOf("data: ")) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the stream ended before its first token");
            }
            read.append((char) next);
        }
    }

    private List<Sample> samples(Leaving leaving, long[] nanos) {
        return List.of(
                sample(leaving, Metric.LATENCY_NANOS_P50, Outcomes.percentile(0.5, nanos)),
                sample(leaving, Metric.LATENCY_NANOS_P99, Outcomes.percentile(0.99, nanos)),
                sample(leaving, Metric.LATENCY_NANOS_MAX, Outcomes.percentile(1, nanos)));
    }

    private Sample sample(Leaving leaving, Metric metric, long value) {
        return new Sample(round, new Series(leaving.name(), server.name(), metric), (double) value);
    }
}
