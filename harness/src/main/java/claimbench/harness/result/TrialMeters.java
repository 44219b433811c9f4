package claimbench.harness.result;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a trial's target said of its memory, its context switches and its answers, each second, from {@code metrics.gz}. A target that
 * does not show one of them, or shows it for one of several processes at a time, has none here.
 */
public final class TrialMeters {
    private static final String MEMORY = Meter.PROCESS_MEMORY.sample();
    private static final String SWITCHES = Meter.PROCESS_SWITCHES.sample();
    private static final String ANSWERS = Meter.SERVER_REQUESTS.count();
    private static final String PHASE = Meter.TRIAL_PHASE.sample();

    private static final Pattern LINE =
            Pattern.compile("(" + MEMORY + "|" + SWITCHES + "|" + ANSWERS + "|" + PHASE + ")(\\{.*}) (\\S+) ([0-9.]+)");

    private static final Pattern OF_TARGET = label(MeterNames.ROLE, "target");
    private static final Pattern OF_WORKER = Pattern.compile("[{,]" + MeterNames.WORKER + "=\"");
    private static final Pattern OF_WARM_UP = label(MeterNames.PHASE, "warm-up");

    /** Routes that no load asks for, and the harness does. */
    private static final Pattern OF_HARNESS = Pattern.compile("[{,]" + MeterNames.ROUTE + "=\"(?:"
            + Set.of(Route.HEALTH, Route.ABOUT, Route.METRICS).stream()
                    .map(route -> Pattern.quote(route.path()))
                    .sorted()
                    .collect(Collectors.joining("|"))
            + ")\"");

    private static final double MILLIS_PER_SECOND = 1e3;

    /** By milliseconds since the epoch; several series of one meter are added up. */
    private final NavigableMap<Long, Double> residentBytes = new TreeMap<>();

    private final NavigableMap<Long, Double> switches = new TreeMap<>();
    private final NavigableMap<Long, Double> answers = new TreeMap<>();

    private @Nullable Long warmUpEpochMillis;
    private boolean severalProcesses;

    private TrialMeters() {}

    /** Of a trial whose meters were not recorded. */
    public static TrialMeters none() {
        return new TrialMeters();
    }

    /** Of the lines of such a file. */
    public static TrialMeters of(List<String> lines) {
        var meters = new TrialMeters();
        lines.forEach(meters::add);
        return meters.severalProcesses ? none() : meters;
    }

    /**
     * Reads them.
     *
     * @param file need not be there
     * @throws StoredRunException where it is damaged
     */
    static TrialMeters read(Path file) throws StoredRunException {
        var meters = new TrialMeters();
        if (!Files.exists(file)) {
            return meters;
        }
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                meters.add(line);
            }
        } catch (IOException e) {
            throw new StoredRunException(file, "is damaged: " + RunFiles.reason(e));
        } catch (NumberFormatException e) {
            throw new StoredRunException(file, "is damaged: it has a number that is none");
        }
        return meters.severalProcesses ? none() : meters;
    }

    private void add(String line) {
        Matcher sample = LINE.matcher(line);
        if (!sample.matches()) {
            return;
        }
        String name = sample.group(1);
        String labels = sample.group(2);
        double value = Double.parseDouble(sample.group(3));
        long millis = Math.round(Double.parseDouble(sample.group(4)) * MILLIS_PER_SECOND);
        if (name.equals(PHASE)) {
            if (value == 1 && OF_WARM_UP.matcher(labels).find()) {
                Long before = warmUpEpochMillis;
                warmUpEpochMillis = before == null ? millis : Math.min(before, millis);
            }
        } else if (OF_TARGET.matcher(labels).find() && Double.isFinite(value)) {
            severalProcesses |= OF_WORKER.matcher(labels).find();
            if (name.equals(MEMORY)) {
                residentBytes.merge(millis, value, Double::sum);
            } else if (name.equals(SWITCHES)) {
                switches.merge(millis, value, Double::sum);
            } else if (!OF_HARNESS.matcher(labels).find()) {
                answers.merge(millis, value, Double::sum);
            }
        }
    }

    /** The target's resident set when it was last read before the load began. */
    public OptionalLong residentBytesBeforeLoad() {
        Long start = warmUpEpochMillis;
        var before = start == null ? null : residentBytes.lowerEntry(start);
        return before == null ? OptionalLong.empty() : OptionalLong.of(Math.round(before.getValue()));
    }

    /**
     * Context switches of the target's threads, voluntary and involuntary, for each answer: from the last reading before a window to the
     * first after it, within the load, so that all of the window is in it; a server that is full also says late what it has counted. Both
     * counters are the target's own and of the same moments.
     *
     * @return empty where there are no two readings
     */
    public OptionalDouble switchesPerAnswer(long fromEpochMillis, long toEpochMillis) {
        var moments = new TreeSet<>(switches.keySet());
        moments.retainAll(answers.keySet());
        Long load = warmUpEpochMillis;
        if (load != null) {
            moments.headSet(load).clear();
        }
        Long before = moments.floor(fromEpochMillis);
        Long after = moments.ceiling(toEpochMillis);
        Long first = before == null ? moments.ceiling(fromEpochMillis) : before;
        Long last = after == null ? moments.floor(toEpochMillis) : after;
        if (first == null || last == null) {
            return OptionalDouble.empty();
        }
        double answered = grown(answers, first, last);
        return answered > 0 ? OptionalDouble.of(grown(switches, first, last) / answered) : OptionalDouble.empty();
    }

    private static double grown(NavigableMap<Long, Double> counter, Long from, Long to) {
        return counter.getOrDefault(to, 0.0) - counter.getOrDefault(from, 0.0);
    }

    private static Pattern label(String name, String value) {
        return Pattern.compile("[{,]" + name + "=\"" + value + "\"");
    }
}
