package claimbench.runtime;

import claimbench.contract.About;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What {@code /about} says of this process. Immutable.
 *
 * @param model the target's name
 * @param settings that bear on concurrency
 */
public record AboutServer(String model, Map<String, Object> settings) {
    public AboutServer {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings)); // the same order in every process
    }

    public About about() {
        return new About(
                About.CONTRACT_VERSION,
                model,
                Objects.requireNonNullElse(AboutServer.class.getPackage().getImplementationVersion(), "unpackaged"),
                System.getProperty("java.vm.name", "") + " " + Runtime.version(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                settings,
                ProcessHandle.current().pid());
    }
}
