package claimbench.harness.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code SHA256SUMS}: the measured data of a run, so that a later reader knows that nothing was changed. What is made
 * from the data (verdicts, report) is left out, since it can be made again. {@code sha256sum -c} reads the file too.
 */
public final class Checksums {
    private Checksums() {}

    /** Writes the checksums of everything that was measured. */
    public static void write(Path runDirectory) throws IOException {
        var text = new StringBuilder();
        for (Path file : measured(runDirectory)) {
            text.append(sha256(file))
                    .append("  ")
                    .append(runDirectory.relativize(file).toString().replace('\\', '/'))
                    .append('\n');
        }
        RunFiles.write(runDirectory.resolve(RunFiles.CHECKSUMS), text.toString());
    }

    /**
     * Compares every file with its checksum. A run that was cut off has none, and passes.
     *
     * @throws StoredRunException that names the first file that is missing or changed
     */
    static void verify(Path runDirectory) throws IOException {
        Path checksums = runDirectory.resolve(RunFiles.CHECKSUMS);
        if (!Files.exists(checksums)) {
            return;
        }
        for (String line : Files.readAllLines(checksums)) {
            if (!line.matches("[0-9a-f]{64}  \\S.*")) {
                throw new StoredRunException(checksums, "is damaged: '" + line + "' is no checksum and file");
            }
            Path file = runDirectory.resolve(line.substring(66)).normalize();
            if (!file.startsWith(runDirectory.normalize())) {
                throw new StoredRunException(checksums, "names a file outside the run: " + line.substring(66));
            }
            if (!Files.isRegularFile(file)) {
                throw new StoredRunException(file, "is missing, though " + RunFiles.CHECKSUMS + " names it");
            }
            if (!sha256(file).equals(line.substring(0, 64))) {
                throw new StoredRunException(file, "has changed since the run: its checksum differs");
            }
        }
    }

    private static List<Path> measured(Path runDirectory) throws IOException {
        var top = Stream.of(RunFiles.RUN, RunFiles.ENVIRONMENT).map(runDirectory::resolve);
        var files = new ArrayList<>(top.toList());
        for (String name : List.of(RunFiles.CATALOGUE, RunFiles.CHECKS, RunFiles.SEARCH)) {
            Path file = runDirectory.resolve(name);
            if (Files.isRegularFile(file)) {
                files.add(file);
            }
        }
        for (String name : List.of(RunFiles.SEMANTICS, RunFiles.TRIALS, RunFiles.DISTURBED)) {
            Path folder = runDirectory.resolve(name);
            if (Files.isDirectory(folder)) {
                try (var inFolder = Files.walk(folder)) {
                    inFolder.filter(Files::isRegularFile).sorted().forEach(files::add);
                }
            }
        }
        return files;
    }

    /** The hash of a file's bytes, in hexadecimal. */
    public static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    /** A new SHA-256. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
