package claimbench.harness.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads processes, and the machine, from the start of a window to its end: the first and the last sample are taken at just
 * these moments, so that differences of counters are those of the window. Made before the window, so that nothing but
 * reading is left to do at its start; thread-safe.
 */
final class Sampler implements AutoCloseable {
    /** Each sample costs the harness some tenths of a millisecond a process, on the load's own core where there are two. */
    private static final long PERIOD_MILLIS = 500;

    /**
     * What counts as one process.
     *
     * @param pids of it and of its workers
     * @param compilers of them all; empty where some keep theirs to themselves
     */
    private record Sampled(List<Long> pids, List<CompilerTime> compilers) {
        /** As it is now: workers are started before a load, and stay. */
        static Sampled of(long pid) {
            List<Long> pids = Stream.concat(
                            Stream.of(pid),
                            ProcessHandle.of(pid).stream()
                                    .flatMap(ProcessHandle::descendants)
                                    .map(ProcessHandle::pid))
                    .toList();
            List<CompilerTime> compilers =
                    pids.stream().flatMap(one -> CompilerTime.of(one).stream()).toList();
            return new Sampled(pids, compilers.size() == pids.size() ? compilers : List.of());
        }

        /** All of them together; empty where one has ended. */
        Optional<ProcessReader.Reading> read(ProcessReader reader) {
            Optional<ProcessReader.Reading> sum = Optional.empty();
            for (long pid : pids) {
                Optional<ProcessReader.Reading> one = reader.read(pid);
                if (one.isEmpty()) {
                    return one;
                }
                sum = Optional.of(sum.map(one.get()::plus).orElse(one.get()));
            }
            return sum;
        }

        OptionalLong compilerNanos() {
            long sum = 0;
            for (CompilerTime compiler : compilers) {
                OptionalLong nanos = compiler.nanos();
                if (nanos.isEmpty()) {
                    return nanos;
                }
                sum += nanos.getAsLong();
            }
            return compilers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
        }
    }

    private final Map<String, Sampled> processes = new LinkedHashMap<>();
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
     * @param pidsByProcess that are looked at, each with what it has started by now
     * @param databasePid of PostgreSQL's first process; empty where it is not here, or not needed
     * @param cores that the processes share out among them
     */
    Sampler(
            Map<String, Long> pidsByProcess,
            OptionalLong databasePid,
            ProcessReader reader,
            KernelFiles kernel,
            List<Integer> cores) {
        pidsByProcess.forEach((process, pid) -> processes.put(process, Sampled.of(pid)));
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
        processes.forEach((process, sampled) -> add(to, process, sampled.read(reader), sampled.compilerNanos()));
    }

    /** At the window's ends only: to find all of its processes takes long. */
    private void ofDatabase() {
        synchronized (samples) {
            databasePid.ifPresent(pid -> add(samples, "database", reader.readTree(pid), OptionalLong.empty()));
        }
    }

    private static void add(
            Samples to, String process, Optional<ProcessReader.Reading> read, OptionalLong compilerNanos) {
        read.ifPresent(
                reading -> to.add(System.currentTimeMillis(), System.nanoTime(), process, reading, compilerNanos));
    }
}
