package claimbench.harness.cite;

import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The archive's own {@code SHA256SUMS}: every file but itself, so that {@code sha256sum -c} checks all of it where there is no claimbench. */
final class Sums {
    private Sums() {}

    /** Names of all files below a folder, in order. */
    static Set<String> names(Path folder) throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(RunData.name(folder, file));
                } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new StoredRunException(
                            file, "is neither a file nor a folder, and an archive has nothing else");
                }
            }
        }
        return names;
    }

    static void write(Path folder) throws IOException {
        var text = new StringBuilder();
        for (String name : names(folder)) {
            text.append(Checksums.sha256(folder.resolve(name)))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        RunFiles.write(folder.resolve(RunFiles.CHECKSUMS), text.toString());
    }

    /**
     * Compares every file.
     *
     * @return how many there are
     * @throws StoredRunException that names the first one that is missing, changed, or not listed
     */
    static int check(Path folder) throws IOException {
        Path list = folder.resolve(RunFiles.CHECKSUMS);
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoredRunException(list, "is missing, and every archive has one");
        }
        Set<String> left = names(folder);
        left.remove(RunFiles.CHECKSUMS);
        int count = left.size();
        for (String line : Files.readAllLines(list)) {
            if (!line.matches("[0-9a-f]{64}  \\S+")) {
                throw new StoredRunException(list, "is damaged: '" + line + "' is no checksum and file");
            }
            String name = line.substring(66);
            Path file = folder.resolve(RunFiles.CHECKSUMS);
            if (!Names.areSafe(name)) {
                throw new StoredRunException(file, "names a file outside of the archive: " + name);
            }
            file = folder.resolve(name);
            if (!left.remove(name)) {
                throw new StoredRunException(
                        file, "is missing or listed twice, though " + RunFiles.CHECKSUMS + " names it");
            }
            if (!Checksums.sha256(file).equals(line.substring(0, 64))) {
                throw new StoredRunException(file, "has changed since the archive was made: its checksum differs");
            }
        }
        if (!left.isEmpty()) {
            throw new StoredRunException(
                    folder.resolve(left.iterator().next()),
                    "is in the archive, and " + RunFiles.CHECKSUMS + " has no checksum of it");
        }
        return count;
    }
}
