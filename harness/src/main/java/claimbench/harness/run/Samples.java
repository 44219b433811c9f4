package claimbench.harness.run;

import claimbench.harness.run.ProcessReader.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was read of each process, and of the machine, in a window, in the order of time. Confined to one thread at a time. */
final class Samples {
    private static final String HEAD = "epoch_millis,process,cpu_millis,rss_bytes,threads,open_files,compiler_millis\n";

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_EARLY_MAX = 50_000_000;

    private record Row(long epochMillis, long nanoTime, String process, Reading reading, OptionalLong compilerNanos) {}

    /** The machine, and the harness itself, at one moment. */
    private record Moment(long epochMillis, MachineCounters machine, OptionalLong harnessCpuNanos) {}

    private final List<Row> rows = new ArrayList<>();
    private @Nullable Moment first;
    private @Nullable Moment last;

    /**
     * A reading of a process.
     *
     * @param compilerNanos how long its JIT compilers have worked; empty where that is not shown
     */
    void add(long epochMillis, long nanoTime, String process, Reading reading, OptionalLong compilerNanos) {
        rows.add(new Row(epochMillis, nanoTime, process, reading, compilerNanos));
    }

    /** The machine at the window's start and, when called again, at its end. */
    void add(long epochMillis, MachineCounters machine, OptionalLong harnessCpuNanos) {
        var moment = new Moment(epochMillis, machine, harnessCpuNanos);
        if (first == null) {
            first = moment;
        }
        last = moment;
    }

    /** CPU time over wall time, between a process's first and last sample; empty with fewer than two. */
    Optional<Double> coresBusy(String process) {
        List<Row> own = of(process);
        if (own.size() < 2) {
            return Optional.empty();
        }
        double wallNanos = own.getLast().nanoTime - own.getFirst().nanoTime;
        return Optional.of(cpuNanos(own) / wallNanos);
    }

    /**
     * CPU time over wall time in each whole second from the first sample on, a straight line between samples; empty with fewer than
     * two of them.
     */
    Optional<double[]> coresBySecond(String process) {
        List<Row> own = of(process);
        if (own.size() < 2) {
            return Optional.empty();
        }
        long start = own.getFirst().nanoTime;
        // The last sample of a window of whole seconds may come a moment early.
        int seconds = (int) ((own.getLast().nanoTime - start + NANOS_EARLY_MAX) / NANOS_PER_SECOND);
        double[] cores = new double[seconds];
        double before = own.getFirst().reading.cpuNanos();
        for (int second = 0; second < seconds; second++) {
            double after = cpuNanosAt(own, start + (second + 1) * NANOS_PER_SECOND);
            cores[second] = (after - before) / NANOS_PER_SECOND;
            before = after;
        }
        return Optional.of(cores);
    }

    private static double cpuNanosAt(List<Row> own, long nanoTime) {
        Row before = own.getFirst();
        for (Row row : own) {
            if (row.nanoTime - nanoTime >= 0) {
                long apart = row.nanoTime - before.nanoTime;
                double share = apart == 0 ? 1 : (nanoTime - before.nanoTime) / (double) apart;
                return before.reading.cpuNanos() + share * (row.reading.cpuNanos() - before.reading.cpuNanos());
            }
            before = row;
        }
        return before.reading.cpuNanos();
    }

    /** Share of the time between its first and last sample that a process's JIT compilers worked; empty where that is not shown. */
    Optional<Double> compilerShare(String process) {
        List<Row> own = of(process).stream()
                .filter(row -> row.compilerNanos.isPresent())
                .toList();
        if (own.size() < 2) {
            return Optional.empty();
        }
        Row first = own.getFirst();
        Row last = own.getLast();
        double wallNanos = last.nanoTime - first.nanoTime;
        return Optional.of((last.compilerNanos.getAsLong() - first.compilerNanos.getAsLong()) / Math.max(1, wallNanos));
    }

    /** CPU time of all processes and of the harness in the window; empty where one of them was not read twice. */
    OptionalLong cpuNanos() {
        OptionalLong harness = harnessCpuNanos();
        if (harness.isEmpty() || rows.isEmpty()) {
            return OptionalLong.empty();
        }
        long sum = harness.getAsLong();
        for (String process : rows.stream().map(row -> row.process).distinct().toList()) {
            List<Row> own = of(process);
            if (own.size() < 2) {
                return OptionalLong.empty();
            }
            sum += cpuNanos(own);
        }
        return OptionalLong.of(sum);
    }

    /** The harness's own CPU time over wall time; empty where the system does not say. */
    Optional<Double> harnessCoresBusy() {
        OptionalLong cpu = harnessCpuNanos();
        return cpu.isEmpty() || first == null || last == null
                ? Optional.empty()
                : Optional.of(
                        cpu.getAsLong() / (double) Math.max(1, last.machine.nanoTime() - first.machine.nanoTime()));
    }

    /** The machine at the window's start; empty before that. */
    Optional<MachineCounters> machineFirst() {
        return Optional.ofNullable(first).map(Moment::machine);
    }

    /** The machine at its end. */
    Optional<MachineCounters> machineLast() {
        return Optional.ofNullable(last).map(Moment::machine);
    }

    /**
     * How far off the window's start its samples began: of the machine and all processes, the one that is farthest off.
     *
     * @return milliseconds behind it, negative where the sample came before
     */
    long startOffMillis(long windowStartEpochMillis) {
        return farthest(windowStartEpochMillis, first, List::getFirst);
    }

    /** The same of the last samples and the window's end. */
    long endOffMillis(long windowEndEpochMillis) {
        return farthest(windowEndEpochMillis, last, List::getLast);
    }

    private long farthest(long epochMillis, @Nullable Moment ofMachine, Function<List<Row>, Row> ofProcess) {
        LongStream machine = Stream.ofNullable(ofMachine).mapToLong(Moment::epochMillis);
        LongStream processes = rows.stream()
                .map(row -> row.process)
                .distinct()
                .mapToLong(process -> ofProcess.apply(of(process)).epochMillis);
        return LongStream.concat(machine, processes)
                .map(sample -> sample - epochMillis)
                .boxed()
                .max(Comparator.comparingLong(Math::abs))
                .orElseThrow(() -> new IllegalStateException("no sample was taken"));
    }

    /** The largest resident set; empty without a sample. */
    Optional<Long> rssBytesMax(String process) {
        return of(process).stream().map(row -> row.reading.rssBytes()).max(Comparator.naturalOrder());
    }

    /** The most threads; empty without a sample. */
    Optional<Integer> threadsMax(String process) {
        return of(process).stream().map(row -> row.reading.threads()).max(Comparator.naturalOrder());
    }

    /** The most open files, connections among them; empty where that is not shown. */
    Optional<Integer> openFilesMax(String process) {
        return of(process).stream()
                .map(row -> row.reading.openFiles())
                .filter(files -> files >= 0)
                .max(Comparator.naturalOrder());
    }

    /** By how many the threads grew at most, from the window's start on; empty with no sample. */
    Optional<Integer> threadsGrowth(String process) {
        return of(process).stream()
                .findFirst()
                .flatMap(start -> threadsMax(process).map(most -> most - start.reading.threads()));
    }

    /** By how many bytes the resident set grew at most, from the window's start on; empty with no sample. */
    Optional<Long> rssBytesGrowth(String process) {
        return of(process).stream()
                .findFirst()
                .flatMap(start -> rssBytesMax(process).map(most -> most - start.reading.rssBytes()));
    }

    /** By how many the open files grew at most, from the window's start on; empty where that is not shown. */
    Optional<Integer> openFilesGrowth(String process) {
        return of(process).stream()
                .findFirst()
                .map(row -> row.reading.openFiles())
                .filter(files -> files >= 0)
                .flatMap(start -> openFilesMax(process).map(most -> most - start));
    }

    /** The content of {@code samples.csv}. */
    String csv() {
        var text = new StringBuilder(HEAD);
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%d,%d,%d,%s\n",
                    row.epochMillis,
                    row.process,
                    row.reading.cpuNanos() / 1_000_000,
                    row.reading.rssBytes(),
                    row.reading.threads(),
                    row.reading.openFiles(),
                    row.compilerNanos.isEmpty() ? "" : row.compilerNanos.getAsLong() / 1_000_000));
        }
        return text.toString();
    }

    private OptionalLong harnessCpuNanos() {
        return first == null || last == null || first.harnessCpuNanos.isEmpty() || last.harnessCpuNanos.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(last.harnessCpuNanos.getAsLong() - first.harnessCpuNanos.getAsLong());
    }

    private static long cpuNanos(List<Row> own) {
        return own.getLast().reading.cpuNanos() - own.getFirst().reading.cpuNanos();
    }

    private List<Row> of(String process) {
        return rows.stream().filter(row -> row.process.equals(process)).toList();
    }
}
