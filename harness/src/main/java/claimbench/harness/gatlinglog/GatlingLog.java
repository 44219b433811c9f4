package claimbench.harness.gatlinglog;

import claimbench.harness.result.Trial.RequestCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What Gatling's own log says about a run: how many requests of each name ended well and badly, the warm-up included.
 * The log is written by Gatling alone, so it can contradict what the simulation has recorded.
 *
 * @param requests by name, whatever groups they are in
 * @param failures first messages of failed requests that differ, at most ten, each with the request's name
 * @param errors how many errors were logged that belong to no request, such as a request that could not be built
 * @param truncated whether the log ends in the middle of a record; the counts are then of what was whole
 */
public record GatlingLog(Map<String, RequestCount> requests, List<String> failures, long errors, boolean truncated) {
    private static final int FAILURES_MAX = 10;

    /**
     * Reads a log from beginning to end, in memory that grows with its different names and messages, and not with its length.
     *
     * @throws IOException as {@link LogReader#read}, and where the log is damaged: what it counts is not to be relied on then
     */
    public static GatlingLog read(Path file) throws IOException {
        var counter = new Counter();
        LogEnd end = LogReader.read(file, counter);
        end.requireUndamaged(file);
        Map<String, RequestCount> requests = new LinkedHashMap<>();
        counter.counts.forEach((name, count) -> requests.put(name, new RequestCount(count[0], count[1])));
        return new GatlingLog(requests, List.copyOf(counter.failures), counter.errors, end.isCutOff());
    }

    /**
     * Only the requests of a whole log.
     *
     * @throws IOException as {@link #read}, and where the log is truncated
     */
    public static Map<String, RequestCount> count(Path file) throws IOException {
        GatlingLog log = read(file);
        if (log.truncated) {
            throw new IOException(file + " ends in the middle of a record");
        }
        return log.requests;
    }

    /**
     * Requests of any name by the slice of time in which they began, of a whole log. Those that began before the first slice or after the last are left out.
     *
     * @param startEpochMillis when the first slice begins
     * @param sliceMillis how long each is, at least 1
     * @param slices how many, at least 1
     * @throws IOException as {@link #count}
     */
    public static List<RequestCount> countBySlice(Path file, long startEpochMillis, int sliceMillis, int slices)
            throws IOException {
        var counter = new SliceCounter(startEpochMillis, sliceMillis, slices);
        LogEnd end = LogReader.read(file, counter);
        end.requireUndamaged(file);
        if (end.isCutOff()) {
            throw new IOException(file + " ends in the middle of a record");
        }
        return IntStream.range(0, slices)
                .mapToObj(slice -> new RequestCount(counter.answered[slice], counter.failed[slice]))
                .toList();
    }

    private static final class SliceCounter implements LogVisitor {
        private final long startEpochMillis;
        private final int sliceMillis;
        private final long[] answered;
        private final long[] failed;
        private long runEpochMillis;

        SliceCounter(long startEpochMillis, int sliceMillis, int slices) {
            this.startEpochMillis = startEpochMillis;
            this.sliceMillis = sliceMillis;
            this.answered = new long[slices];
            this.failed = new long[slices];
        }

        @Override
        public void run(LogHeader header) {
            runEpochMillis = header.startEpochMillis();
        }

        @Override
        public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message) {
            long slice = Math.floorDiv(runEpochMillis + startMillis - startEpochMillis, sliceMillis);
            if (slice >= 0 && slice < answered.length) {
                (ok ? answered : failed)[(int) slice]++;
            }
        }
    }

    private static final class Counter implements LogVisitor {
        private final Map<String, long[]> counts = new LinkedHashMap<>();
        private final List<String> failures = new ArrayList<>();
        private long errors;

        @Override
        public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message) {
            counts.computeIfAbsent(request.name(), first -> new long[2])[ok ? 0 : 1]++;
            if (!ok && failures.size() < FAILURES_MAX) {
                String failure = request.name() + ": " + message;
                if (!failures.contains(failure)) {
                    failures.add(failure);
                }
            }
        }

        @Override
        public void error(String message, int atMillis) {
            errors++;
        }
    }
}
