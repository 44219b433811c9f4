package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.harness.result.RunFiles;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run turned out to say, added to its {@code metrics.om}: one sample of each figure, at the time of the last recorded one. Who
 * judges the run again has them replaced. Memory holds what is said, and a line of what was recorded.
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

    private static final String RUN_LABEL = MeterNames.RUN + "=\"";

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
     * Puts these in place of those that are there; where they say the same, nothing is written. Nothing is done where the run has no metrics.
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
            try (FileChannel in = FileChannel.open(text)) {
                JudgedTail before = JudgedTail.of(in);
                String now = tail(samples, recorded(before, text));
                if (now.equals(before.text())) {
                    return;
                }
                copy(in, before.start(), now, draft);
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
    private record Recorded(String run, String seconds) {
        static final Recorded NOTHING = new Recorded("", "0");

        /** With one more sample. */
        Recorded with(String sample) {
            String time = sample.substring(sample.lastIndexOf(' ') + 1);
            return new Recorded(
                    run.isEmpty() ? runOf(sample) : run,
                    Double.parseDouble(time) > Double.parseDouble(seconds) ? time : seconds);
        }
    }

    /** What was said before has it; whoever is the first to say something reads the whole text. */
    private static Recorded recorded(JudgedTail before, Path text) throws IOException {
        Optional<String> said =
                before.text().lines().filter(line -> !line.startsWith("#")).findFirst();
        if (said.isPresent()) {
            return Recorded.NOTHING.with(said.get());
        }
        Recorded recorded = Recorded.NOTHING;
        try (BufferedReader in = Files.newBufferedReader(text)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                recorded = line.startsWith("#") ? recorded : recorded.with(line);
            }
        }
        return recorded;
    }

    private static String tail(List<Sample> samples, Recorded recorded) {
        var text = new StringBuilder();
        for (Map.Entry<Meter, List<Sample>> family : byMeter(samples).entrySet()) {
            text.append(RecordedMetrics.head(family.getKey()));
            family.getValue().forEach(sample -> text.append(line(sample, recorded)));
        }
        return text.append(RecordedMetrics.END).toString();
    }

    /** What was recorded, as it is, and then this. */
    private static void copy(FileChannel in, long recorded, String tail, Path draft) throws IOException {
        try (FileChannel out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long copied = 0;
            while (copied < recorded) {
                long more = in.transferTo(copied, recorded - copied, out);
                if (more == 0) {
                    throw new EOFException(RunFiles.METRICS + " has become shorter while it was read");
                }
                copied += more;
            }
            ByteBuffer bytes = ByteBuffer.wrap(tail.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
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
