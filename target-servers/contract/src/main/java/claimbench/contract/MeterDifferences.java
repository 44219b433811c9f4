package claimbench.contract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where what a process shows is not what the table {@link Meter} says of it. */
public final class MeterDifferences {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+.*");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Of a histogram's buckets. */
    private static final String BOUND = "le";

    private MeterDifferences() {}

    /**
     * Compares.
     *
     * @param text what the process shows, in Prometheus' text format or as OpenMetrics
     * @return what is wrong, each in some words; empty where nothing is
     */
    public static List<String> of(MeteredProcess process, String text) {
        var wrong = new TreeSet<String>();
        Set<Meter> shown = EnumSet.noneOf(Meter.class);
        for (String line : text.split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                String name = sample.group(1);
                Optional<Meter> meter = Meter.ofSample(name);
                if (meter.isEmpty() || !meter.get().processes().contains(process)) {
                    wrong.add(name + " is not one of " + process.wireName());
                } else {
                    shown.add(meter.get());
                    Set<String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
                    if (!labels.equals(expected(meter.get(), labels))) {
                        wrong.add(name + " has the labels " + labels);
                    }
                }
            }
        }
        for (Meter meter : Meter.of(process)) {
            if (meter.presence() == Meter.Presence.ALWAYS && !shown.contains(meter)) {
                wrong.add(meter.family() + " is missing");
            }
        }
        return new ArrayList<>(wrong);
    }

    private static Set<String> labels(String text) {
        var labels = new TreeSet<String>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }

    /** Those that it must have, and of those that it may have the ones that are there. */
    private static Set<String> expected(Meter meter, Set<String> there) {
        var labels = new TreeSet<>(meter.labels());
        labels.addAll(Meter.COMMON_LABELS);
        for (String may : List.of(MeterNames.WORKER, BOUND)) {
            if (there.contains(may) && (!may.equals(BOUND) || meter.type() == Meter.Type.HISTOGRAM)) {
                labels.add(may);
            }
        }
        return labels;
    }
}
