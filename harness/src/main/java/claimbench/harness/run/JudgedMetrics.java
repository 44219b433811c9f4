package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.harness.result.RunFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run turned out to say, added to its {@code metrics.om}: one sample of each figure, at the time of the last recorded one. Who
 * judges the run again has them replaced. Memory holds a line of the text.
 */
public final class JudgedMetrics {
    /** Whose samples come from judging alone. */
    public static final Set<Meter> METERS = Set.of(
            Meter.CLAIM_VERDICT,
            Meter.CLAIM_EFFECT,
            Meter.CLAIM_EFFECT_LOW,
            Meter.CLAIM_EFFECT_HIGH,
            Meter.CLAIM_EXPECTED_LOW,
            Meter.CLAIM_EXPECTED_HIGH,
            Meter.TRUST_FINDINGS);

    private static final String TYPE = "# TYPE ";
    private static final String RUN_LABEL = MeterNames.RUN + "=\"";
    private static final Set<String> FAMILIES =
            METERS.stream().map(Meter::family).collect(Collectors.toUnmodifiableSet());

    /**
     * One figure.
     *
     * @param meter one of {@link #METERS}
     * @param labels its own
     */
    public record Sample(Meter meter, Map<String, String> labels, double value) {
        public Sample {
            if (!METERS.contains(meter) || !new TreeSet<>(meter.labels()).equals(new TreeSet<>(labels.keySet()))) {
                throw new IllegalArgumentException(meter + " with the labels " + labels.keySet());
            }
            labels = Map.copyOf(labels);
        }
    }

    private JudgedMetrics() {}

    /**
     * Puts these in place of those that are there. Nothing is done where the run has no metrics.
     *
     * @param dir of the run
     * @throws IOException that names what could not be read or written; the text is then as it was
     */
    public static void write(Path dir, List<Sample> samples) throws IOException {
        Path text = dir.resolve(RunFiles.METRICS);
        if (!Files.isRegularFile(text)) {
            return;
        }
        Path draft = dir.resolve(RunFiles.METRICS + ".part");
        try {
            try (BufferedReader in = Files.newBufferedReader(text);
                    BufferedWriter out = Files.newBufferedWriter(draft)) {
                Recorded recorded = copy(in, out);
                for (Map.Entry<Meter, List<Sample>> family : byMeter(samples).entrySet()) {
                    out.write(RecordedMetrics.head(family.getKey()));
                    for (Sample sample : family.getValue()) {
                        out.write(line(sample, recorded));
                    }
                }
                out.write(RecordedMetrics.END);
            }
            Files.move(draft, text, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * What is known of the recorded samples.
     *
     * @param run value of the label of that name, as in the text
     * @param seconds the latest time, as in the text
     */
    private record Recorded(String run, String seconds) {}

    /** All but the families of {@link #METERS} and the end. */
    private static Recorded copy(BufferedReader in, BufferedWriter out) throws IOException {
        String run = "";
        String latest = "0";
        boolean judged = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(TYPE)) {
                judged = FAMILIES.contains(line.substring(TYPE.length(), line.lastIndexOf(' ')));
            }
            if (!judged && !line.equals(RecordedMetrics.END.strip())) {
                out.write(line);
                out.write('\n');
                if (!line.startsWith("#")) {
                    String seconds = line.substring(line.lastIndexOf(' ') + 1);
                    if (Double.parseDouble(seconds) > Double.parseDouble(latest)) {
                        latest = seconds;
                    }
                    if (run.isEmpty()) {
                        run = runOf(line);
                    }
                }
            }
        }
        return new Recorded(run, latest);
    }

    private static String runOf(String line) {
        int start = line.indexOf(RUN_LABEL) + RUN_LABEL.length();
        return start < RUN_LABEL.length() ? "" : line.substring(start, line.indexOf('"', start));
    }

    private static Map<Meter, List<Sample>> byMeter(List<Sample> samples) {
        Map<Meter, List<Sample>> families = new EnumMap<>(Meter.class);
        samples.forEach(sample -> families.computeIfAbsent(sample.meter, first -> new ArrayList<>())
                .add(sample));
        return families;
    }

    private static String line(Sample sample, Recorded recorded) {
        var labels = new LinkedHashMap<String, String>();
        sample.meter.labels().forEach(label -> labels.put(label, sample.labels.getOrDefault(label, "")));
        labels.put(MeterNames.PROCESS, MeteredProcess.HARNESS.wireName());
        labels.put(MeterNames.ROLE, MeteredProcess.HARNESS.role());
        labels.put(MeterNames.RUN, recorded.run);
        return new MetricsLine(sample.meter.sample(), Map.of(), sample.value + " " + recorded.seconds).with(labels)
                + "\n";
    }
}
