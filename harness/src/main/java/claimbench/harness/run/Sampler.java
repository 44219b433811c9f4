package claimbench.harness.run;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads processes from the start of a window to its end: the first and the last sample are taken at just these moments,
 * so that differences of counters are those of the window. Starts when made, ends with {@link #stop}.
 */
final class Sampler implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;

    private final Map<String, Long> pidsByProcess;
    private final OptionalLong databasePid;
    private final ProcessReader reader;
    private final Samples samples = new Samples();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sampler").factory());

    /**
     * Begins.
     *
     * @param databasePid of PostgreSQL's first process; empty where it is not here, or not needed
     */
    Sampler(Map<String, Long> pidsByProcess, OptionalLong databasePid, ProcessReader reader) {
        this.pidsByProcess = pidsByProcess;
        this.databasePid = databasePid;
        this.reader = reader;
        sample();
        var _ = timer.scheduleAtFixedRate(this::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes the last sample. */
    Samples stop() {
        close();
        sample();
        return samples;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (timer.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        pidsByProcess.forEach((process, pid) -> add(process, reader.read(pid)));
        databasePid.ifPresent(pid -> add("database", reader.readTree(pid)));
    }

    private void add(String process, Optional<ProcessReader.Reading> read) {
        read.ifPresent(reading -> samples.add(System.currentTimeMillis(), System.nanoTime(), process, reading));
    }
}
