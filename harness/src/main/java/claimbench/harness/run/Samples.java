package claimbench.harness.run;

import claimbench.harness.run.ProcessReader.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was read of each process, and of the machine, in a window, in the order of time. Confined to one thread at a time. */
final class Samples {
    private static final String HEAD = "epoch_millis,process,cpu_millis,rss_bytes,threads,open_files\n";

    private record Row(long epochMillis, long nanoTime, String process, Reading reading) {}

    /** The machine, and the harness itself, at one moment. */
    private record Moment(long epochMillis, MachineCounters machine, OptionalLong harnessCpuNanos) {}

    private final List<Row> rows = new ArrayList<>();
    private @Nullable Moment first;
    private @Nullable Moment last;

    void add(long epochMillis, long nanoTime, String process, Reading reading) {
        rows.add(new Row(epochMillis, nanoTime, process, reading));
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

    /** When the window's first sample was taken, and its last. */
    Optional<Long> firstEpochMillis() {
        return Optional.ofNullable(first).map(Moment::epochMillis);
    }

    Optional<Long> lastEpochMillis() {
        return Optional.ofNullable(last).map(Moment::epochMillis);
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
                    "%d,%s,%d,%d,%d,%d\n",
                    row.epochMillis,
                    row.process,
                    row.reading.cpuNanos() / 1_000_000,
                    row.reading.rssBytes(),
                    row.reading.threads(),
                    row.reading.openFiles()));
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
