package claimbench.harness.run;

import java.io.IOException;

/** A program that computes for nobody, until it is ended or its standard input ends. */
final class NoisyNeighbour implements AutoCloseable {
    private final Process process;

    private NoisyNeighbour(Process process) {
        this.process = process;
    }

    /** Begins to be noisy. */
    static NoisyNeighbour start() throws IOException, TrialFailure {
        Process process = new ProcessBuilder(DummyPrograms.java(NoisyNeighbour.class))
                .redirectErrorStream(true)
                .start();
        try (var said = process.inputReader()) {
            said.readLine();
        }
        return new NoisyNeighbour(process);
    }

    /** Computes. */
    public static void main(String[] args) throws IOException {
        Thread.ofPlatform().daemon().start(() -> {
            long number = 1;
            while (true) {
                number = number * 6_364_136_223_846_793_005L + 1;
                if (number == 0) {
                    System.out.println("never");
                }
            }
        });
        System.out.println("noisy");
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
