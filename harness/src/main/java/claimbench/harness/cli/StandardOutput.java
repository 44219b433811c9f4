package claimbench.harness.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Standard output that knows why it could not be written; a {@link PrintWriter} alone only knows that. For one thread. */
final class StandardOutput extends PrintWriter {
    /** Where the kernel says what standard output is. */
    private static final Path ITSELF = Path.of("/proc/self/fd/1");

    private final Remembering writer;

    private StandardOutput(Remembering writer) {
        super(new BufferedWriter(writer), true);
        this.writer = writer;
    }

    static StandardOutput open() {
        return new StandardOutput(new Remembering(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8)));
    }

    /** Why something was lost, such as a disk that is full; null where nothing was, or whoever read has enough. */
    @Nullable
    String lost() {
        IOException failure = writer.failure;
        return failure == null || isPipe() ? null : failure.getMessage();
    }

    private static boolean isPipe() {
        try {
            String target = Files.readSymbolicLink(ITSELF).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
        } catch (IOException e) {
            return true; // A system without this: a reader that has gone is by far the likeliest.
        }
    }

    /** Keeps the first failure. */
    private static final class Remembering extends Writer {
        private interface Step {
            void go() throws IOException;
        }

        private final Writer to;
        private @Nullable IOException failure;

        Remembering(Writer to) {
            this.to = to;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            remember(() -> to.write(text, offset, length));
        }

        @Override
        public void flush() throws IOException {
            remember(to::flush);
        }

        @Override
        public void close() throws IOException {
            remember(to::close);
        }

        private void remember(Step step) throws IOException {
            try {
                step.go();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
