package claimbench.load;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard input: the line that says where the target is, and, by its end, that the parent is gone.
 *
 * <p>It is read through a channel, since a thread that waits in one can be interrupted. A JVM that ends while a thread
 * waits in the system's read first gives that thread about 300 ms to come back; over the trials of a run that adds up.
 */
final class StandardInput implements AutoCloseable {
    private static final String GO = "go ";
    private static final int LINE_BYTES_MAX = 1_000;

    @SuppressWarnings("resource") // standard input is not ours to close
    private final FileChannel channel = new FileInputStream(FileDescriptor.in).getChannel();

    private @Nullable Thread watcher;

    /**
     * Waits for {@code go http://HOST:PORT}.
     *
     * @throws RunException where the input ends before that
     * @throws SettingsException where the line says something else
     */
    URI awaitTarget() {
        String line = readLine();
        if (!line.startsWith(GO)) {
            throw new SettingsException("standard input must say 'go http://HOST:PORT', not '" + line + "'");
        }
        return Settings.address(line.substring(GO.length()).strip());
    }

    /** From now on, ends the process at once when standard input ends: whoever wanted the results is gone. */
    void endWithParent() {
        watcher = Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            if (isEndReached()) {
                Runtime.getRuntime().halt(1);
            }
        });
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (watcher != null) {
            watcher.interrupt();
        }
    }

    /** Reads to the end; false where it was interrupted before that. */
    private boolean isEndReached() {
        ByteBuffer buffer = ByteBuffer.allocate(LINE_BYTES_MAX);
        try {
            while (channel.read(buffer) >= 0) {
                buffer.clear();
            }
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException e) {
            // A broken pipe says the same as its end.
            return true;
        }
    }

    /** Reads byte by byte: what follows the line is the watcher's. */
    private String readLine() {
        ByteBuffer line = ByteBuffer.allocate(LINE_BYTES_MAX);
        try {
            while (line.hasRemaining()) {
                line.limit(line.position() + 1);
                if (channel.read(line) < 0) {
                    throw new RunException("standard input ended before 'go http://HOST:PORT'");
                }
                if (line.get(line.position() - 1) == '\n') {
                    break;
                }
                line.limit(line.capacity());
            }
        } catch (IOException e) {
            throw new RunException("cannot read standard input: " + e.getMessage());
        }
        return StandardCharsets.UTF_8.decode(line.flip()).toString().strip();
    }
}
