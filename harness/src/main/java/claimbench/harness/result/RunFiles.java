package claimbench.harness.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Names of the files in a run directory, and how they are written: whole or not at all. */
public final class RunFiles {
    public static final String RUN = "run.json";
    public static final String ENVIRONMENT = "environment.json";
    public static final String TRIALS = "trials";
    /** Folder of what programs did. */
    public static final String SEMANTICS = "semantics";

    public static final String CHECKSUMS = "SHA256SUMS";
    public static final String DATABASE_LOG = "database.log";
    public static final String PROMETHEUS_TARGETS = "prometheus-targets.json";

    /** In a trial's folder. */
    public static final String TRIAL = "trial.json";

    public static final String ABOUT = "about.json";
    public static final String RESPONSES = "responses.hlog";
    public static final String FAILURES = "failures.hlog";
    public static final String GENERATOR = "generator.json";
    public static final String SIMULATION_LOG = "simulation.log";
    public static final String SAMPLES = "samples.csv";
    public static final String TARGET_LOG = "target.log";
    public static final String GENERATOR_LOG = "generator.log";
    public static final String UPSTREAM_LOG = "upstream.log";

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
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw new IOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /**
     * Reads a record from JSON.
     *
     * @throws StoredRunException where the file is missing or is not such a record
     */
    static <T> T read(Path file, Class<T> type) throws StoredRunException {
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
            throw new StoredRunException(file, "is damaged: " + e.getOriginalMessage());
        }
    }

    /** What is wrong, in words: Java's exceptions about files often hold nothing but the file's name. */
    public static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException missing -> "no such file or folder";
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.FileAlreadyExistsException exists -> "something else of that name is in the way";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
