package claimbench.harness.run;

import claimbench.harness.run.ProcessReader.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was read of each process in a window, in the order of time. Confined to one thread at a time. */
final class Samples {
    private static final String HEAD = "epoch_millis,process,cpu_millis,rss_bytes,threads\n";

    private record Row(long epochMillis, long nanoTime, String process, Reading reading) {}

    private final List<Row> rows = new ArrayList<>();

    void add(long epochMillis, long nanoTime, String process, Reading reading) {
        rows.add(new Row(epochMillis, nanoTime, process, reading));
    }

    /** CPU time over wall time, between a process's first and last sample; empty with fewer than two. */
    Optional<Double> coresBusy(String process) {
        List<Row> own = of(process);
        if (own.size() < 2) {
            return Optional.empty();
        }
        Row first = own.getFirst();
        Row last = own.getLast();
        double wallNanos = last.nanoTime - first.nanoTime;
        return Optional.of((last.reading.cpuNanos() - first.reading.cpuNanos()) / wallNanos);
    }

    /** The largest resident set; empty without a sample. */
    Optional<Long> rssBytesMax(String process) {
        return of(process).stream().map(row -> row.reading.rssBytes()).max(Comparator.naturalOrder());
    }

    /** The most threads; empty without a sample. */
    Optional<Integer> threadsMax(String process) {
        return of(process).stream().map(row -> row.reading.threads()).max(Comparator.naturalOrder());
    }

    /** The content of {@code samples.csv}. */
    String csv() {
        var text = new StringBuilder(HEAD);
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%d,%d\n",
                    row.epochMillis,
                    row.process,
                    row.reading.cpuNanos() / 1_000_000,
                    row.reading.rssBytes(),
                    row.reading.threads()));
        }
        return text.toString();
    }

    private List<Row> of(String process) {
        return rows.stream().filter(row -> row.process.equals(process)).toList();
    }
}
