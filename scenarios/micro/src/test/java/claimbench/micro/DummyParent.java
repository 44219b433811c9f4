package claimbench.micro;

import java.io.IOException;
import java.util.List;

/** Starts a process as the harness does, with a pipe to its standard input, and waits for its end. */
final class DummyParent {
    private DummyParent() {}

    public static void main(String[] command) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(List.of(command))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        System.exit(child.waitFor());
    }
}
