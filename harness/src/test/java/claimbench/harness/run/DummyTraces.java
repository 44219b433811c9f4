package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that runs programs, or fails to in the way that its first argument says; then {@code --out FILE ID …}. */
public final class DummyTraces {
    private DummyTraces() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path out = Path.of(args[2]);
        switch (args[0]) {
            case "good" -> {
                System.out.println("a line for the log");
                Files.writeString(out, """
                        {"runtime": "dummy 1.0", "programs": [{"id": "%s", "scenes": [
                          {"name": "only", "trace": ["0 begins"], "failure": null, "clockMillis": 7}]}]}
                        """.formatted(List.of(args).getLast()));
            }
            case "garbage" -> Files.writeString(out, "no JSON");
            case "half" -> Files.writeString(out, "{\"runtime\": \"dummy 1.0\"}");
            case "silent" -> {}
            case "crash" -> {
                System.err.println("kaboom");
                System.exit(3);
            }
            case "hang" -> new CountDownLatch(1).await();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
