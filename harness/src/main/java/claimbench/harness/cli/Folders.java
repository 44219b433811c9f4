package claimbench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where results go: nothing of a user's is written over. */
final class Folders {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Folders() {}

    /** A time as the beginning of a folder's name: in UTC, to the second, so that names are in order of time. */
    static String stamp(Instant time) {
        return STAMP.format(time);
    }

    /** The folder, which is missing or empty. */
    static Path fresh(CommandLine command, Path dir) throws IOException {
        if (Files.exists(dir)) {
            if (!Files.isDirectory(dir)) {
                throw new ParameterException(command, "--out must be a new or an empty folder, not the file " + dir);
            }
            try (var files = Files.list(dir)) {
                if (files.findAny().isPresent()) {
                    throw new ParameterException(
                            command, "--out must be a new or an empty folder, and there are files in " + dir);
                }
            }
        }
        return dir;
    }
}
