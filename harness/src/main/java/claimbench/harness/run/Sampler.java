package claimbench.harness.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads processes, and the machine, from the start of a window to its end: the first and the last sample are taken at just
 * these moments, so that differences of counters are those of the window. Made before the window, so that nothing but
 * reading is left to do at its start; thread-safe.
 */
final class Sampler implements AutoCloseable {
    /** Each sample costs the harness some tenths of a millisecond a process, on the load's own core where there are two. */
    private static final long PERIOD_MILLIS = 500;

    private final Map<String, Long> pidsByProcess;
    private final Map<String, CompilerTime> compilers = new HashMap<>();
    private final OptionalLong databasePid;
    private final ProcessReader reader;
    private final KernelFiles kernel;
    private final MachineCounters.ControlGroup group;
    private final List<Integer> cores;
    private final Samples samples = new Samples();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sampler").factory());
    private boolean ended;

    /**
     * A sampler that has not begun.
     *
     * @param databasePid of PostgreSQL's first process; empty where it is not here, or not needed
     * @param cores that the processes share out among them
     */
    Sampler(
            Map<String, Long> pidsByProcess,
            OptionalLong databasePid,
            ProcessReader reader,
            KernelFiles kernel,
            List<Integer> cores) {
        this.pidsByProcess = pidsByProcess;
        pidsByProcess.forEach(
                (process, pid) -> CompilerTime.of(pid).ifPresent(compiler -> compilers.put(process, compiler)));
        this.databasePid = databasePid;
        this.reader = reader;
        this.kernel = kernel;
        this.cores = cores;
        this.group = MachineCounters.ControlGroup.find(kernel);
        timer.prestartCoreThread();
        // Once for nothing: the first time takes long, as code is loaded.
        readMachine(new Samples());
        readProcesses(new Samples());
    }

    /** Takes the first sample, and goes on until it is told to stop. */
    void start() {
        ofMachine();
        sample();
        ofDatabase();
        var _ = timer.scheduleAtFixedRate(this::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes the last sample. */
    Samples stop() {
        synchronized (samples) {
            ofDatabase();
            sample();
            ofMachine();
            ended = true;
        }
        close();
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

    private void ofMachine() {
        synchronized (samples) {
            readMachine(samples);
        }
    }

    private void readMachine(Samples to) {
        to.add(System.currentTimeMillis(), MachineCounters.read(kernel, cores, group), OwnCpuTime.nanos());
    }

    private void sample() {
        synchronized (samples) {
            if (ended) {
                return;
            }
            readProcesses(samples);
        }
    }

    private void readProcesses(Samples to) {
        pidsByProcess.forEach((process, pid) -> add(to, process, reader.read(pid)));
    }

    /** At the window's ends only: to find all of its processes takes long. */
    private void ofDatabase() {
        synchronized (samples) {
            databasePid.ifPresent(pid -> add(samples, "database", reader.readTree(pid)));
        }
    }

    private void add(Samples to, String process, Optional<ProcessReader.Reading> read) {
        CompilerTime compiler = compilers.get(process);
        read.ifPresent(reading -> to.add(
                System.currentTimeMillis(),
                System.nanoTime(),
                process,
                reading,
                compiler == null ? OptionalLong.empty() : compiler.nanos()));
    }
}
