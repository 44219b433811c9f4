package claimbench.harness.run;

import java.io.IOException;

/** A generator that starts a process, as a JVM does to make its cache, and waits for it. */
public final class DummyEndlessTraining {
    private DummyEndlessTraining() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        new ProcessBuilder("sleep", "3600").start().waitFor();
    }
}
