package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.harness.result.RunFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a whole run as one text, {@code metrics.om}, that Prometheus can load: OpenMetrics with timestamps. It is put together
 * from what the trials have stored, whenever that is wanted: at a run's end, or later for one that was cut off. Whatever the
 * length of the run, memory holds a line of it; each trial is read once for its bounds and once for its samples.
 */
public final class RecordedMetrics {
    /** Folder of the families, while they are put together. */
    private static final String PARTS = "metrics.parts";

    /** The last line. */
    static final String END = "# EOF\n";

    private RecordedMetrics() {}

    /**
     * Puts the text together, in place of one that is there.
     *
     * @param dir of a run
     * @return the file; empty where no trial has recorded anything
     * @throws IOException that names what could not be read or written
     */
    public static Optional<Path> assemble(Path dir) throws IOException {
        return assemble(dir, dir);
    }

    /**
     * Puts the text together elsewhere, and leaves the run as it is.
     *
     * @param into folder of the file
     */
    public static Optional<Path> assemble(Path dir, Path into) throws IOException {
        List<Path> trials = trials(dir);
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Set<String>> bounds = new HashMap<>();
        for (Path trial : trials) {
            readBounds(trial, bounds);
        }
        Path folder = into.resolve(PARTS);
        RunFiles.removeFolder(folder); // what one that was cut off has left
        RunFiles.makeFolder(folder);
        try {
            Map<Meter, Path> families = split(trials, bounds, folder);
            Path draft = folder.resolve(RunFiles.METRICS);
            join(families, draft);
            Path file = into.resolve(RunFiles.METRICS);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(file);
        } finally {
            RunFiles.removeFolder(folder);
        }
    }

    /** In the order in which they were planned, which is that of time. */
    private static List<Path> trials(Path dir) throws IOException {
        Path trials = dir.resolve(RunFiles.TRIALS);
        if (!Files.isDirectory(trials)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(trials)) {
            return folders.map(folder -> folder.resolve(RunFiles.TRIAL_METRICS))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static void readBounds(Path trial, Map<String, Set<String>> bounds) throws IOException {
        try (BufferedReader lines = open(trial)) {
            String line = lines.readLine();
            while (line != null && line.startsWith(TrialMetrics.BOUNDS)) {
                String[] words = line.substring(TrialMetrics.BOUNDS.length()).split(" ", -1);
                bounds.computeIfAbsent(words[0], first -> new HashSet<>())
                        .addAll(Arrays.asList(words).subList(1, words.length));
                line = lines.readLine();
            }
        }
    }

    /** A file for each family, with the samples of all trials, less the buckets that nothing was ever next to. */
    private static Map<Meter, Path> split(List<Path> trials, Map<String, Set<String>> bounds, Path folder)
            throws IOException {
        Map<Meter, Path> files = new EnumMap<>(Meter.class);
        Map<Meter, BufferedWriter> writers = new EnumMap<>(Meter.class);
        try {
            for (Path trial : trials) {
                try (BufferedReader lines = open(trial)) {
                    Optional<Meter> family = Optional.empty();
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (line.startsWith(TrialMetrics.FAMILY)) {
                            family = meter(line.substring(TrialMetrics.FAMILY.length()));
                        } else if (family.isPresent()
                                && isNeeded(line, bounds.get(family.get().family()))) {
                            BufferedWriter writer = writers.get(family.get());
                            if (writer == null) {
                                Path file = folder.resolve(family.get().family());
                                writer = Files.newBufferedWriter(file);
                                files.put(family.get(), file);
                                writers.put(family.get(), writer);
                            }
                            writer.write(line);
                            writer.write('\n');
                        }
                    }
                }
            }
        } finally {
            for (BufferedWriter writer : writers.values()) {
                writer.close();
            }
        }
        return files;
    }

    /** Of another version's meters nothing is known but their names. */
    private static Optional<Meter> meter(String family) {
        return Arrays.stream(Meter.values())
                .filter(meter -> meter.family().equals(family))
                .findFirst();
    }

    private static boolean isNeeded(String line, @Nullable Set<String> bounds) {
        int start = line.indexOf(TrialMetrics.LE);
        if (bounds == null || start < 0) {
            return true;
        }
        start += TrialMetrics.LE.length();
        return bounds.contains(line.substring(start, line.indexOf('"', start)));
    }

    private static void join(Map<Meter, Path> families, Path draft) throws IOException {
        try (OutputStream out = Files.newOutputStream(draft)) {
            for (Map.Entry<Meter, Path> entry : families.entrySet()) {
                out.write(head(entry.getKey()).getBytes(StandardCharsets.UTF_8));
                Files.copy(entry.getValue(), out);
                Files.delete(entry.getValue());
            }
            out.write(END.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What stands before a family's samples. */
    static String head(Meter meter) {
        String family = meter.family();
        String unit = meter.unit().text();
        return "# TYPE " + family + " " + meter.type().name().toLowerCase(Locale.ROOT) + "\n"
                + (unit.isEmpty() ? "" : "# UNIT " + family + " " + unit + "\n")
                + "# HELP " + family + " " + meter.meaning() + "\n";
    }

    private static BufferedReader open(Path packed) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.UTF_8));
    }
}
