package claimbench.harness.gatlinglog;

import claimbench.harness.gatlinglog.LogSummary.Failure;
import claimbench.harness.gatlinglog.LogSummary.Groups;
import claimbench.harness.gatlinglog.LogSummary.Message;
import claimbench.harness.gatlinglog.LogSummary.Requests;
import claimbench.harness.gatlinglog.LogSummary.Times;
import claimbench.harness.gatlinglog.LogSummary.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Sums a log up while it is read. For one thread. */
public final class LogSummarizer implements LogVisitor {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** Messages may have numbers in them, and then no two are alike; more than so many are counted as one. */
    private static final int MESSAGES_MAX = 10_000;

    private static final String OTHER_MESSAGES = "(other messages)";

    private @Nullable LogHeader header;
    private final ByEntry<Outcomes> requests = new ByEntry<>();
    private final ByEntry<Passages> groups = new ByEntry<>();
    private final Map<FailureKey, Count> failures = new HashMap<>();
    private final Map<String, Count> errors = new HashMap<>();
    private long unasked;
    private UserCount[] scenarios = new UserCount[0];
    private final UserCount users = new UserCount();
    private int firstMillis = Integer.MAX_VALUE;
    private int lastMillis = Integer.MIN_VALUE;

    private LogSummarizer() {}

    /**
     * Reads a log and sums it up.
     *
     * @throws IOException as {@link LogReader#read}, and where not even the header is whole
     */
    public static LogSummary summarize(Path file) throws IOException {
        var summarizer = new LogSummarizer();
        LogEnd end = LogReader.read(file, summarizer);
        if (end.isNothing()) {
            throw new IOException(
                    file + " ends within its header, after " + end.fileBytes() + " bytes: there is nothing to be read");
        }
        return summarizer.summary(file, end);
    }

    @Override
    public void run(LogHeader found) {
        header = found;
        scenarios =
                Stream.generate(UserCount::new).limit(found.scenarios().size()).toArray(UserCount[]::new);
    }

    @Override
    public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message) {
        saw(startMillis, endMillis);
        Outcomes outcomes = requests.get(request);
        if (outcomes == null) {
            outcomes = requests.put(request, new Outcomes());
        }
        outcomes.add(ok, endMillis - startMillis);
        if (!ok) {
            var key = new FailureKey(request, message);
            Count count = failures.get(key);
            if (count == null) {
                key = failures.size() < MESSAGES_MAX ? key : new FailureKey(request, OTHER_MESSAGES);
                count = failures.computeIfAbsent(key, _ -> new Count());
            }
            count.value++;
        }
    }

    @Override
    public void unasked(LogEntry stream, int atMillis) {
        unasked++;
    }

    @Override
    public void user(int scenario, boolean comes, int atMillis) {
        saw(atMillis, atMillis);
        users.change(comes);
        scenarios[scenario].change(comes);
    }

    @Override
    public void group(LogEntry group, int startMillis, int endMillis, int cumulatedMillis, boolean ok) {
        saw(startMillis, endMillis);
        Passages passages = groups.get(group);
        if (passages == null) {
            passages = groups.put(group, new Passages());
        }
        passages.durations.add(endMillis - startMillis);
        passages.cumulated.add(cumulatedMillis);
        if (!ok) {
            passages.failed++;
        }
    }

    @Override
    public void error(String message, int atMillis) {
        String key = errors.containsKey(message) || errors.size() < MESSAGES_MAX ? message : OTHER_MESSAGES;
        errors.computeIfAbsent(key, _ -> new Count()).value++;
    }

    private void saw(int startMillis, int endMillis) {
        firstMillis = Math.min(firstMillis, startMillis);
        lastMillis = Math.max(lastMillis, endMillis);
    }

    private LogSummary summary(Path file, LogEnd end) {
        LogHeader run = Objects.requireNonNull(header, "a log whose header was read");
        double seconds = Math.max(0, lastMillis - (double) firstMillis) / MILLIS_PER_SECOND;
        var scenarioUsers = new ArrayList<Users>();
        for (int i = 0; i < scenarios.length; i++) {
            scenarioUsers.add(new Users(run.scenarios().get(i), scenarios[i].started, scenarios[i].max));
        }
        return new LogSummary(
                file.toString(),
                run.gatlingVersion(),
                run.simulation(),
                run.description(),
                Instant.ofEpochMilli(run.startEpochMillis()),
                seconds,
                users.max,
                users.now,
                List.copyOf(scenarioUsers),
                allRequests().requests(List.of(), "", seconds),
                requests.all().stream()
                        .map(each -> each.value()
                                .requests(each.entry().groups(), each.entry().name(), seconds))
                        .toList(),
                groups.all().stream()
                        .map(each -> each.value()
                                .groups(each.entry().groups(), each.entry().name(), seconds))
                        .toList(),
                failures.entrySet().stream()
                        .map(each -> new Failure(
                                each.getKey().request.groups(),
                                each.getKey().request.name(),
                                each.getKey().message,
                                each.getValue().value))
                        .sorted(Comparator.comparingLong(Failure::count)
                                .reversed()
                                .thenComparing(Failure::name)
                                .thenComparing(Failure::message))
                        .toList(),
                errors.entrySet().stream()
                        .map(each -> new Message(each.getKey(), each.getValue().value))
                        .sorted(Comparator.comparingLong(Message::count)
                                .reversed()
                                .thenComparing(Message::message))
                        .toList(),
                unasked,
                end.records(),
                end.bytes(),
                end.fileBytes(),
                end.isCutOff(),
                end.damage());
    }

    private Outcomes allRequests() {
        var all = new Outcomes();
        requests.all().forEach(each -> all.add(each.value()));
        return all;
    }

    private static double rate(long count, double seconds) {
        return seconds == 0 ? 0 : count / seconds;
    }

    private record FailureKey(LogEntry request, String message) {}

    private static final class Count {
        private long value;
    }

    private static final class UserCount {
        private long started;
        private long now;
        private long max;

        void change(boolean comes) {
            started += comes ? 1 : 0;
            now += comes ? 1 : -1;
            max = Math.max(max, now);
        }
    }

    private static final class Outcomes {
        private final TimesCount ok = new TimesCount();
        private final TimesCount failed = new TimesCount();

        void add(boolean isOk, int millis) {
            (isOk ? ok : failed).add(millis);
        }

        void add(Outcomes other) {
            ok.add(other.ok);
            failed.add(other.failed);
        }

        Requests requests(List<String> groups, String name, double seconds) {
            var both = new TimesCount();
            both.add(ok);
            both.add(failed);
            return new Requests(
                    groups,
                    name,
                    both.count(),
                    ok.count(),
                    failed.count(),
                    rate(both.count(), seconds),
                    both.times(),
                    ok.times(),
                    failed.times());
        }
    }

    private static final class Passages {
        private final TimesCount durations = new TimesCount();
        private final TimesCount cumulated = new TimesCount();
        private long failed;

        Groups groups(List<String> groups, String name, double seconds) {
            long count = durations.count();
            return new Groups(
                    groups,
                    name,
                    count,
                    count - failed,
                    failed,
                    rate(count, seconds),
                    durations.times(),
                    cumulated.times());
        }
    }

    private static final class TimesCount {
        private static final int SIGNIFICANT_DIGITS = 3;

        private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        private int min = Integer.MAX_VALUE;
        private int max;
        private long sum;

        /** A clock that was set back gives a negative time; it is none. */
        void add(int millis) {
            int time = Math.max(0, millis);
            histogram.recordValue(time);
            min = Math.min(min, time);
            max = Math.max(max, time);
            sum += time;
        }

        long count() {
            return histogram.getTotalCount();
        }

        void add(TimesCount other) {
            histogram.add(other.histogram);
            min = Math.min(min, other.min);
            max = Math.max(max, other.max);
            sum += other.sum;
        }

        @Nullable
        Times times() {
            return count() == 0
                    ? null
                    : new Times(
                            min,
                            percentile(50),
                            percentile(95),
                            percentile(99),
                            percentile(99.9),
                            max,
                            (double) sum / count());
        }

        /** The histogram gives the upper end of the values that it does not tell apart. */
        private long percentile(double percent) {
            return Math.min(max, histogram.getValueAtPercentile(percent));
        }
    }

    /** Something for each request or group. */
    private static final class ByEntry<T> {
        private final List<@Nullable T> values = new ArrayList<>();
        private final List<Each<T>> all = new ArrayList<>();

        record Each<T>(LogEntry entry, T value) {}

        @Nullable
        T get(LogEntry entry) {
            return entry.id() < values.size() ? values.get(entry.id()) : null;
        }

        T put(LogEntry entry, T value) {
            while (values.size() <= entry.id()) {
                values.add(null);
            }
            values.set(entry.id(), value);
            all.add(new Each<>(entry, value));
            return value;
        }

        List<Each<T>> all() {
            return all;
        }
    }
}
