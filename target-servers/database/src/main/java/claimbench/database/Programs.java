package claimbench.database;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Where PostgreSQL's programs are unpacked, once for each user of the machine: in the user's cache, which nobody else may
 * write to, since what lies there is run.
 *
 * <p>The library that unpacks them takes them for changed, and unpacks them again, over programs that run, when a busy
 * machine made it slow the first time. So one process at a time uses the folder, and afterwards the mark that says "all is
 * there" is made the newest file of all.
 */
final class Programs {
    /** Where the library keeps its files. */
    private static final String FOLDER_PROPERTY = "ot.epg.working-dir";

    /** What the library has in a folder that is whole. */
    private static final String WHOLE = ".exists";

    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    /**
     * What is done with the programs.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Use<T> {
        T run() throws IOException;
    }

    private Programs() {}

    /** Does something with the programs, which nobody else unpacks meanwhile. */
    static <T> T use(Use<T> use) throws IOException {
        Path cache = cache();
        IN_THIS_JVM.lock();
        try (FileChannel file =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {
            Path folder = Files.createDirectories(cache.resolve("postgresql"));
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            removeHalf(folder);
            T result = use.run();
            markWhole(folder.toFile());
            return result;
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    private static Path cache() throws IOException {
        String home = System.getenv("XDG_CACHE_HOME");
        Path parent =
                home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        Path cache = Files.createDirectories(parent).resolve("claimbench");
        try {
            boolean posix = cache.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createDirectory(
                        cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(cache);
            }
        } catch (FileAlreadyExistsException e) {
            // Made by an earlier start.
        }
        return cache;
    }

    /**
     * Takes away what somebody began to unpack who was ended meanwhile: the library stumbles over it, at each start from then on. Nobody
     * unpacks now, and nobody runs programs that are not all there.
     */
    static void removeHalf(Path folder) throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path version : versions) {
                if (!Files.exists(version.resolve(WHOLE))) {
                    remove(version);
                }
            }
        }
    }

    private static void remove(Path version) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(version)) {
            all = walk.toList();
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }

    private static void markWhole(File folder) {
        File[] versions = folder.listFiles(File::isDirectory);
        for (File version : versions == null ? new File[0] : versions) {
            File whole = new File(version, WHOLE);
            if (whole.exists() && !whole.setLastModified(System.currentTimeMillis())) {
                throw new IllegalStateException("cannot write to " + whole);
            }
        }
    }
}
