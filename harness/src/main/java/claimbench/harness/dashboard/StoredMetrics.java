package claimbench.harness.dashboard;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.run.RecordedMetrics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a stored run recorded of its processes, as one text that promtool loads.
 *
 * @param file the text
 * @param note what the user should know of it; empty where there is nothing to say
 * @param original whether it is the run's own file, and not one that was put together from its trials
 */
public record StoredMetrics(Path file, String note, boolean original) {
    private static final Pattern RUN = Pattern.compile("[{,]run=\"([^\"\\\\]*)\"");
    private static final int HEAD_LINES_MAX = 1_000;
    private static final byte[] END = "# EOF\n".getBytes(StandardCharsets.UTF_8);

    /**
     * Finds it, or puts it together elsewhere: nothing in the run's directory is changed.
     *
     * @param folder for a text that is put together
     * @throws StoredRunException where there is nothing to show, and what to do
     */
    public static StoredMetrics of(Path dir, Path folder) throws IOException {
        StoredRun.checkIsRun(dir);
        Path file = dir.resolve(RunFiles.METRICS);
        if (!Files.exists(file)) {
            return ofTrials(
                    dir,
                    folder,
                    StoredRun.finished(dir)
                            ? file + " is missing: it was put together again from the run's trials"
                            : "the run was cut off: what its ended trials recorded is shown (claimbench resume " + dir
                                    + " does the rest)");
        }
        if (!isWhole(file)) {
            return ofTrials(dir, folder, file + " is cut off: it was put together again from the run's trials");
        }
        return new StoredMetrics(file, "", true);
    }

    /**
     * Put together from what the trials stored.
     *
     * @param note why
     */
    static StoredMetrics ofTrials(Path dir, Path folder, String note) throws IOException {
        Optional<Path> file;
        try {
            file = RecordedMetrics.assemble(dir, folder);
        } catch (IOException e) {
            throw new StoredRunException(
                    dir, "its metrics are damaged, and so are those of its trials: " + RunFiles.reason(e));
        }
        return new StoredMetrics(
                file.orElseThrow(() -> new StoredRunException(
                        dir,
                        "has no metrics to show: "
                                + (StoredRun.finished(dir)
                                        ? "it was measured with --no-metrics. Measure again without that option"
                                        : "it was measured with --no-metrics, or cut off before its first trial had"
                                                + " ended. Measure again without that option, or finish it: claimbench"
                                                + " resume " + dir))),
                note,
                false);
    }

    /** The run, as its samples have it: its id, and in older runs the name of its directory when it was measured. Empty where none is found. */
    public Optional<String> run() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.limit(HEAD_LINES_MAX)
                    .map(RUN::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst();
        } catch (UncheckedIOException e) {
            return Optional.empty(); // no text: promtool says so
        }
    }

    /** It ends as OpenMetrics does; one that was cut off would be loaded in part. */
    private static boolean isWhole(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() < END.length) {
                return false;
            }
            var last = new byte[END.length];
            bytes.seek(bytes.length() - END.length);
            bytes.readFully(last);
            return Arrays.equals(last, END);
        }
    }
}
