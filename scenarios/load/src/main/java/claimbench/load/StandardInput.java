package claimbench.load;

import claimbench.runtime.ParentWatch;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard input: the line that says where the target is; later, perhaps, the line that the warm-up has been long enough; and, by its
 * end, that the parent is gone.
 */
final class StandardInput implements AutoCloseable {
    private static final String GO = "go ";
    private static final String MEASURE = "measure";
    private static final int LINE_BYTES_MAX = 1_000;

    @SuppressWarnings("resource") // standard input is not ours to close
    private final FileChannel channel = new FileInputStream(FileDescriptor.in).getChannel();

    private @Nullable ParentWatch watch;

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

    /**
     * From now on, ends the process at once when standard input ends: whoever wanted the results is gone.
     *
     * @param measure what to do when the parent says that the target has warmed up
     */
    void endWithParent(Runnable measure) {
        watch = ParentWatch.onGone(() -> Runtime.getRuntime().halt(1), line -> {
            if (line.equals(MEASURE)) {
                measure.run();
            }
        });
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
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
