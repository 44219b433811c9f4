package claimbench.runtime;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Notices that the process which started this one has gone, however it went: the pipe to standard input ends with its
 * writer, even when that was killed. Nothing else may read standard input meanwhile.
 *
 * <p>It is read through a channel, since a thread that waits in one can be interrupted. A JVM that ends while a thread
 * waits in the system's read first gives that thread some time to come back; over the trials of a run that adds up.
 *
 * <p>Thread-safe.
 */
public final class ParentWatch implements AutoCloseable {
    private static final int BUFFER_BYTES = 256;

    private final Thread thread;

    private ParentWatch(Thread thread) {
        this.thread = thread;
    }

    /** Runs the action once, from a daemon thread, when standard input has ended. */
    public static ParentWatch onGone(Runnable action) {
        return onGone(action, line -> {});
    }

    /**
     * The same, and hands on each whole line that comes before, from that thread too.
     *
     * @param reader of lines, without their ends; the start of a line longer than {@value #BUFFER_BYTES} bytes is dropped
     */
    public static ParentWatch onGone(Runnable action, Consumer<String> reader) {
        return new ParentWatch(Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            if (isEndReached(reader)) {
                action.run();
            }
        }));
    }

    /** Stops watching. */
    @Override
    public void close() {
        thread.interrupt();
    }

    /** Reads to the end; false where it was interrupted before that. */
    @SuppressWarnings("resource") // standard input is not ours to close
    private static boolean isEndReached(Consumer<String> reader) {
        FileChannel channel = new FileInputStream(FileDescriptor.in).getChannel();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                handOnLines(buffer, reader);
                buffer.compact();
                if (!buffer.hasRemaining()) {
                    buffer.clear();
                }
            }
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException e) {
            // A broken pipe says the same as its end.
            return true;
        }
    }

    /** Takes the whole lines out of a buffer. */
    private static void handOnLines(ByteBuffer buffer, Consumer<String> reader) {
        for (int at = buffer.position(); at < buffer.limit(); at++) {
            if (buffer.get(at) == '\n') {
                byte[] line = new byte[at - buffer.position()];
                buffer.get(line);
                buffer.get(); // its end
                reader.accept(new String(line, StandardCharsets.UTF_8).strip());
            }
        }
    }
}
