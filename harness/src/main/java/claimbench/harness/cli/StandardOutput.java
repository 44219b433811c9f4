package claimbench.harness.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Standard output that knows why it could not be written; a {@link PrintWriter} alone only knows that. For one thread. */
final class StandardOutput extends PrintWriter {
    /** Where the kernel says what standard output is. */
    private static final Path ITSELF = Path.of("/proc/self/fd/1");

    /** The first; none as long as all went well. */
    private final AtomicReference<@Nullable IOException> failure;

    private StandardOutput(AtomicReference<@Nullable IOException> failure) {
        super(
                new BufferedWriter(new WatchedWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), e -> {
                            failure.compareAndSet(null, e);
                            return e;
                        })),
                true);
        this.failure = failure;
    }

    static StandardOutput open() {
        return new StandardOutput(new AtomicReference<>());
    }

    /** Why something was lost, such as a disk that is full; null where nothing was, or whoever read has enough. */
    @Nullable
    String lost() {
        IOException first = failure.get();
        return first == null || isPipe() ? null : first.getMessage();
    }

    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(ITSELF).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return true; // A system without this: a reader that has gone is by far the likeliest.
        }
    }
}
