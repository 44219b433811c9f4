package claimbench.harness.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A target that writes down beside its jar with which flags its JVM was started, and ends before it is ready. */
public final class DummyTargetThatDies {
    private DummyTargetThatDies() {}

    public static void main(String[] args) throws IOException {
        Path jar = Path.of(System.getProperty("java.class.path"));
        Files.write(
                jar.resolveSibling("flags.txt"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        System.exit(1);
    }
}
