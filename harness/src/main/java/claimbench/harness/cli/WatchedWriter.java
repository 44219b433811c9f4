package claimbench.harness.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.function.UnaryOperator;

/** A writer whose failures pass through somebody's hands. For one thread. */
final class WatchedWriter extends Writer {
    private interface Step {
        void go() throws IOException;
    }

    private final Writer to;
    private final UnaryOperator<IOException> failure;

    /**
     * Around another.
     *
     * @param to that is written to
     * @param failure gives what is thrown in place of what {@code to} threw
     */
    WatchedWriter(Writer to, UnaryOperator<IOException> failure) {
        this.to = to;
        this.failure = failure;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        watched(() -> to.write(text, offset, length));
    }

    @Override
    public void flush() throws IOException {
        watched(to::flush);
    }

    @Override
    public void close() throws IOException {
        watched(to::close);
    }

    private void watched(Step step) throws IOException {
        try {
            step.go();
        } catch (IOException e) {
            throw failure.apply(e);
        }
    }
}
