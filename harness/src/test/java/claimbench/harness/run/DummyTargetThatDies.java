package claimbench.harness.run;

import java.lang.management.ManagementFactory;

/** A target that says with which flags its JVM was started, and ends before it is ready. */
public final class DummyTargetThatDies {
    private DummyTargetThatDies() {}

    public static void main(String[] args) {
        System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments());
        System.exit(1);
    }
}
