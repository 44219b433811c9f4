package claimbench.harness.result;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Names of the files in a run directory, and how they are written: whole or not at all, whatever happens meanwhile.
 *
 * <p>The idea: a file is written under another name, forced to the disk, and then given its own name in one step; then its
 * folder is forced to the disk too, which has the name. What was written before is on the disk before what is written after,
 * so a loss of power leaves a state that there has been, as a kill does. What others have written in a trial's folder (the
 * generator's histograms, logs) is forced by {@link #settle} before the trial's record says that it is there.
 */
public final class RunFiles {
    /** End of the name of a file that is being written. */
    static final String DRAFT = ".part";

    public static final String RUN = "run.json";
    public static final String ENVIRONMENT = "environment.json";
    public static final String TRIALS = "trials";

    /** Folder of trials that were disturbed, and have been measured again. */
    public static final String DISTURBED = "disturbed";

    /** What a search for capacities set out to do; only such a run has it. */
    public static final String SEARCH = "search.json";

    /** Folder of what programs did. */
    public static final String SEMANTICS = "semantics";

    /** What was checked once for the whole run. */
    public static final String CHECKS = "checks.json";

    public static final String CHECKSUMS = "SHA256SUMS";
    public static final String LOCK = "run.lock";
    public static final String DATABASE_LOG = "database.log";
    public static final String PROMETHEUS_TARGETS = "prometheus-targets.json";

    /** The meters of all trials, for Prometheus; made from what is in the trials' folders. */
    public static final String METRICS = "metrics.om";

    /** The user's own document of claims, where the run was given one. */
    public static final String CATALOGUE = "catalogue.yaml";

    /** In a trial's folder. */
    public static final String TRIAL = "trial.json";

    public static final String ABOUT = "about.json";
    public static final String RESPONSES = "responses.hlog";
    /** Times to first tokens, in trials of streams alone. */
    public static final String FIRST_TOKEN = "first-token.hlog";

    /** Times from token to token, in trials of streams alone. */
    public static final String TOKEN_GAP = "token-gap.hlog";

    public static final String SERVICE = "service.hlog";
    public static final String WARM_UP = "warm-up.hlog";
    public static final String FAILURES = "failures.hlog";
    public static final String GENERATOR = "generator.json";
    public static final String SIMULATION_LOG = "simulation.log";
    public static final String SAMPLES = "samples.csv";

    /** What the trial's processes said of themselves each second, ordered and packed. */
    public static final String TRIAL_METRICS = "metrics.gz";

    /** The same as it came, while the trial lasts. */
    public static final String SCRAPES = "scrapes.part";

    /** What the generator's meters said last; it becomes a part of the others. */
    public static final String GENERATOR_METERS = "meters.txt";

    /** When the calls of a few single requests were made; in one trial of each condition that fans out. */
    public static final String SPANS = "spans.json";

    public static final String HEAP = "heap.txt";
    public static final String TARGET_LOG = "target.log";
    public static final String GENERATOR_LOG = "generator.log";
    public static final String UPSTREAM_LOG = "upstream.log";

    private static final int REMOVALS_MAX = 1_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RunFiles() {}

    /**
     * Writes a record as JSON. A reader sees the old content or the new, never a part.
     *
     * @throws IOException that names the file
     */
    public static void write(Path file, Object value) throws IOException {
        write(file, MAPPER.writeValueAsString(value) + "\n");
    }

    /**
     * Writes a text. A reader sees the old content or the new, never a part.
     *
     * @throws IOException that names the file
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file as it is. A reader sees the old content or the new, never a part.
     *
     * @throws IOException that names the file
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        replace(file, draft -> writeThrough(draft, bytes));
    }

    private static void replace(Path file, Draft content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            content.write(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceNames(parent(file));
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw new IOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** What a file is to hold, written bit by bit. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Writes a text that is too large to be kept as a whole. A reader sees the old content or the new, never a part.
     *
     * @throws IOException that names the file
     */
    public static void write(Path file, Content content) throws IOException {
        replace(file, draft -> {
            try (var channel = FileChannel.open(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    var out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
        });
    }

    @FunctionalInterface
    private interface Draft {
        void write(Path draft) throws IOException;
    }

    private static void writeThrough(Path file, byte[] bytes) throws IOException {
        try (var out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }

    /**
     * Makes a folder, and those above it that are missing; a loss of power takes none of them away.
     *
     * @throws IOException that names the folder
     */
    public static void makeFolder(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + folder + ": " + reason(e), e);
        }
        Path made = folder.toAbsolutePath().normalize();
        while (!made.equals(existing) && made.getParent() != null) {
            made = made.getParent();
            forceNames(made);
        }
    }

    /**
     * Forces to the disk what is in a folder, whoever has written it; not what is in folders of it.
     *
     * @throws IOException that names the file that cannot be
     */
    public static void settle(Path folder) throws IOException {
        for (Path file : list(folder)) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                } catch (IOException e) {
                    throw new IOException("cannot write " + file + ": " + reason(e), e);
                }
            }
        }
        forceNames(folder);
    }

    /**
     * Moves a folder in one step; a loss of power leaves it at the one place or at the other.
     *
     * @param to a path where nothing is, on the same disk
     * @throws IOException that names the folder
     */
    public static void move(Path folder, Path to) throws IOException {
        try {
            Files.move(folder, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("cannot move " + folder + " to " + to + ": " + reason(e), e);
        }
        forceNames(parent(to));
        forceNames(parent(folder));
    }

    /** Removes what a writer who was cut off has left in a folder: files that never got their names. */
    public static void removeDrafts(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : list(folder)) {
                if (file.toString().endsWith(DRAFT) && Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Removes a folder with all that is in it; nothing where there is none. A process whose harness was killed a moment ago may
     * still be writing there; it is about to end.
     */
    public static void removeFolder(Path folder) throws IOException {
        for (int attempt = 1; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); attempt++) {
            try {
                removeOnce(folder);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                if (attempt == REMOVALS_MAX) {
                    throw new IOException("cannot remove " + folder + ": a process is writing there", e);
                }
            }
        }
        forceNames(parent(folder));
    }

    private static void removeOnce(Path folder) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        }
        return files;
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    /** Forces the names in a folder to the disk. */
    private static void forceNames(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems do not let a folder be opened or forced; there, names are theirs to keep.
        }
    }

    /**
     * Reads a record from JSON.
     *
     * @throws StoredRunException where the file is missing or is not such a record
     */
    public static <T> T read(Path file, Class<T> type) throws StoredRunException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new StoredRunException(file, "cannot be read: " + reason(e));
        }
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new StoredRunException(file, "is damaged: it holds no record");
            }
            return value;
        } catch (JacksonException e) {
            throw new StoredRunException(file, "is damaged: " + DamagedJson.words(e, text, type));
        }
    }

    /** What is wrong, in words: Java's exceptions about files often hold nothing but the file's name. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or folder";
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.FileAlreadyExistsException exists -> "something else of that name is in the way";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
