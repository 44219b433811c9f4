package claimbench.harness.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run directory to one process: two that measure into it would spoil it. The lock is the operating system's, on the
 * file {@value RunFiles#LOCK}: it ends with the process, however that ends, so no stale one is ever left. The file stays,
 * since a name that comes and goes can be locked by two; while the lock is held, it has the number of the process.
 *
 * <p>The system's lock is the process's, and goes when any part of it closes the file; so what this process holds is known here,
 * and the file is not opened again.
 */
public final class RunLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path dir;
    private final FileChannel channel;

    private RunLock(Path dir, FileChannel channel) {
        this.dir = dir;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param dir an existing folder
     * @return empty where another process has it
     * @throws IOException that names the file, where it cannot be written
     */
    public static Optional<RunLock> take(Path dir) throws IOException {
        Path real = dir.toRealPath();
        if (!HELD_HERE.add(real)) {
            return Optional.empty();
        }
        Optional<RunLock> lock = Optional.empty();
        try {
            lock = open(real);
        } finally {
            if (lock.isEmpty()) {
                HELD_HERE.remove(real);
            }
        }
        return lock;
    }

    private static Optional<RunLock> open(Path dir) throws IOException {
        Path file = dir.resolve(RunFiles.LOCK);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(ownPid().getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new RunLock(dir, channel));
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + RunFiles.reason(e), e);
        }
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** The number of the process that measures into a run directory; empty where none does. */
    public static Optional<String> holder(Path dir) {
        Path file = dir.resolve(RunFiles.LOCK);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (HELD_HERE.contains(dir.toRealPath())) {
                return Optional.of(ownPid());
            }
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                return lock(channel) ? Optional.empty() : Optional.of(Files.readString(file));
            }
        } catch (IOException e) {
            // Of others, or on a disk that cannot be written to: nobody measures into it from here.
            return Optional.empty();
        }
    }

    /** Whether it was free. A file system without locks has it free always: better no protection than no run. */
    private static boolean lock(FileChannel channel) {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException e) {
            return true;
        }
    }

    /** Lets it go. */
    @Override
    public void close() throws IOException {
        try {
            channel.truncate(0);
        } finally {
            channel.close();
            HELD_HERE.remove(dir);
        }
    }
}
