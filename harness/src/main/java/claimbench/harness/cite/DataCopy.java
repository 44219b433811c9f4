package claimbench.harness.cite;

import claimbench.harness.result.FreeText;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Copies the data of a run, with or without what tells whose machine it was made on: the one place where that is decided for each kind of file. */
final class DataCopy {
    private final Path from;
    private final Path to;
    private final @Nullable PrivateData hidden;
    private final RunLabel runLabel;

    /** Whether a server took part that claimbench did not start: who knows what it says of itself, and its address is in what failed. */
    private final boolean withOthersServers;

    private final List<String> leftOut = new ArrayList<>();

    private DataCopy(Path from, Path to, String run, @Nullable PrivateData hidden, boolean withOthersServers) {
        this.from = from;
        this.to = to;
        this.hidden = hidden;
        this.runLabel = new RunLabel(run);
        this.withOthersServers = withOthersServers;
    }

    /**
     * Copies all of it.
     *
     * @param run its id
     * @param hidden null for everything as it is
     * @return names of what was left out
     */
    static List<String> write(Path from, Path to, String run, @Nullable PrivateData hidden, boolean withOthersServers)
            throws IOException {
        var copy = new DataCopy(from, to, run, hidden, withOthersServers);
        for (String name : RunData.names(from)) {
            if (!Names.areSafe(name)) {
                throw new StoredRunException(from.resolve(name), "has a name that no archive takes");
            }
            copy.copy(name);
        }
        return List.copyOf(copy.leftOut);
    }

    private void copy(String name) throws IOException {
        Path source = from.resolve(name);
        Path target = to.resolve(name);
        Files.createDirectories(target.resolveSibling(""));
        RunData.Kind kind = RunData.Kind.of(name);
        if (hidden == null || kind == null) {
            Files.copy(source, target);
            return;
        }
        switch (kind) {
            case JSON -> {
                try (OutputStream out = Files.newOutputStream(target)) {
                    FreeText.copy(source, out, hidden);
                }
            }
            case FIGURES, PUBLISHED -> Files.copy(source, target);
            case TEXT -> {
                try (InputStream in = Files.newInputStream(source);
                        OutputStream out = Files.newOutputStream(target)) {
                    copyLines(in, out, hidden::apply);
                }
            }
            case METERS ->
                copyMeters(source, target, withOthersServers ? line -> hidden.apply(runLabel.apply(line)) : runLabel);
            case GATLING -> {
                // Its texts have their lengths before them, and nothing is made from it: it was counted while the run
                // went on.
                if (withOthersServers) {
                    leftOut.add(name);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }

    private static void copyMeters(Path source, Path target, UnaryOperator<String> lines) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(source));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            copyLines(in, out, lines);
        } catch (IOException e) {
            throw new StoredRunException(source, "cannot be copied: " + RunFiles.reason(e));
        }
    }

    private static void copyLines(InputStream in, OutputStream out, UnaryOperator<String> shown) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            writer.write(shown.apply(line));
            writer.write('\n');
        }
        writer.flush();
    }
}
