package claimbench.upstream;

import claimbench.contract.ProblemException;
import claimbench.runtime.ProcessOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the upstream: those of every process, and the fault that it starts with. */
final class UpstreamOptions extends ProcessOptions {
    private static final String PREFIX = "--fault";

    @Option(
            names = PREFIX,
            paramLabel = "KIND",
            description = "Start with a fault: one of " + FaultKind.NAMES + "; more with POST /faults.")
    private @Nullable String kind;

    @Option(
            names = PREFIX + "-share",
            paramLabel = "X",
            description = "Share of the calls that it strikes, 0 to 1 (default: 1).")
    private @Nullable String share;

    @Option(names = PREFIX + "-seed", paramLabel = "N", description = "Seed of the draw of who is struck (default: 1).")
    private @Nullable String seed;

    @Option(
            names = PREFIX + "-gap-ms",
            paramLabel = "MS",
            description = "Of drip: milliseconds before each byte (default: 10).")
    private @Nullable String gapMs;

    @Option(
            names = PREFIX + "-for-ms",
            paramLabel = "MS",
            description = "Of refuse and burst: how long it lasts (default: 1000).")
    private @Nullable String forMs;

    @Option(
            names = PREFIX + "-every-ms",
            paramLabel = "MS",
            description = "Of refuse and burst: from one start to the next; 0: once (default: 0).")
    private @Nullable String everyMs;

    /**
     * The fault to start with; null for none.
     *
     * @throws IllegalArgumentException that names the option and what is allowed
     */
    @Nullable
    Fault fault() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "share", share);
        put(values, "seed", seed);
        put(values, "gap-ms", gapMs);
        put(values, "for-ms", forMs);
        put(values, "every-ms", everyMs);
        if (kind == null) {
            if (!values.isEmpty()) {
                throw new IllegalArgumentException(
                        PREFIX + "-" + values.keySet().iterator().next() + " needs " + PREFIX + " KIND");
            }
            return null;
        }
        put(values, "kind", kind);
        try {
            return Fault.of(values);
        } catch (ProblemException e) {
            throw new IllegalArgumentException(PREFIX + ": " + e.problem().detail(), e);
        }
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    @Override
    public void check() {
        super.check();
        var _ = fault();
    }
}
