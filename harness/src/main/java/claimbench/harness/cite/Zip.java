package claimbench.harness.cite;

import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A folder as one file, and back. Zip, since every system opens it, and sites that keep data show what is in it.
 *
 * <p>Written, it has the same bytes for the same files: in order of their names, without times, owners and modes. Read, it is a stranger's: its list of contents is
 * looked through before anything is written, nothing is written outside of a new folder, and no more than the list says.
 */
final class Zip {
    /** The first that the format knows; local, since it knows no zones. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int BUFFER_BYTES = 1 << 16;

    private Zip() {}

    /**
     * What is taken from a stranger.
     *
     * @param entriesMax how many files
     * @param entryBytesMax of one of them, unpacked
     * @param bytesMax of all together, unpacked
     */
    record Limits(int entriesMax, long entryBytesMax, long bytesMax) {
        /** A hundred times what a run of profile full has. */
        static final Limits DEFAULT = new Limits(200_000, 4L << 30, 32L << 30);
    }

    /** Packs a folder under a name. */
    static void write(Path folder, String top, OutputStream to) throws IOException {
        try (var zip = new ZipOutputStream(to, StandardCharsets.UTF_8)) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (String name : Sums.names(folder)) {
                var entry = new ZipEntry(top + "/" + name);
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                Files.copy(folder.resolve(name), zip);
                zip.closeEntry();
            }
        }
    }

    /**
     * Unpacks an archive that has one folder at its top.
     *
     * @param into a new folder is made there
     * @return that folder
     * @throws StoredRunException that names what is wrong with it; nothing of such an archive is left outside of {@code into}
     */
    static Path unpack(Path file, Path into, Limits limits) throws IOException {
        try (var zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            List<ZipEntry> entries = checked(file, zip, limits);
            long bytes = entries.stream().mapToLong(ZipEntry::getSize).sum();
            long free = Files.getFileStore(into).getUsableSpace();
            if (bytes > free) {
                throw new IOException(
                        file + " has " + bytes + " bytes unpacked, and there are " + free + " free in " + into);
            }
            for (ZipEntry entry : entries) {
                Path target = into.resolve(entry.getName());
                Files.createDirectories(target.resolveSibling(""));
                try (InputStream in = zip.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                    copy(in, out, entry.getSize(), file, entry.getName());
                }
            }
            String first = entries.getFirst().getName();
            return into.resolve(first.substring(0, first.indexOf('/')));
        } catch (ZipException e) {
            throw new StoredRunException(file, "is no archive, or is damaged: " + e.getMessage());
        }
    }

    private static List<ZipEntry> checked(Path file, ZipFile zip, Limits limits) throws IOException {
        if (zip.size() > limits.entriesMax()) {
            throw new StoredRunException(
                    file, "has " + zip.size() + " entries, and at most " + limits.entriesMax() + " are taken");
        }
        var names = new HashSet<String>();
        var tops = new HashSet<String>();
        var files = new ArrayList<ZipEntry>();
        long bytes = 0;
        for (ZipEntry entry : zip.stream().toList()) {
            String name = entry.getName();
            if (!Names.areSafe(entry.isDirectory() ? name.replaceFirst("/$", "") : name)) {
                throw new StoredRunException(
                        file, "has an entry with a name that is not taken: '" + printable(name) + "'");
            }
            if (!names.add(name)) {
                throw new StoredRunException(file, "has two entries '" + name + "'");
            }
            if (entry.isDirectory()) {
                continue;
            }
            if (name.indexOf('/') < 0) {
                throw new StoredRunException(file, "has '" + name + "' outside of its folder");
            }
            tops.add(name.substring(0, name.indexOf('/')));
            if (entry.getSize() < 0 || entry.getSize() > limits.entryBytesMax()) {
                throw new StoredRunException(
                        file,
                        "has an entry of " + entry.getSize() + " bytes, '" + name + "', and at most "
                                + limits.entryBytesMax() + " are taken");
            }
            bytes += entry.getSize();
            files.add(entry);
        }
        if (bytes > limits.bytesMax()) {
            throw new StoredRunException(
                    file, "has " + bytes + " bytes unpacked, and at most " + limits.bytesMax() + " are taken");
        }
        if (tops.size() != 1) {
            throw new StoredRunException(
                    file,
                    "is no archive of a run: it has " + tops.size()
                            + " folders at its top, and there is one in such an archive");
        }
        return files;
    }

    private static void copy(InputStream in, OutputStream out, long size, Path file, String name) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            copied += read;
            if (copied > size) {
                break;
            }
            out.write(buffer, 0, read);
        }
        if (copied != size) {
            throw new StoredRunException(
                    file,
                    "is damaged: '" + name + "' has " + (copied > size ? "more" : "fewer")
                            + " bytes than its list says");
        }
    }

    private static String printable(String name) {
        return name.replaceAll("[^ -~]", "?");
    }
}
