package claimbench.runtime;

import claimbench.contract.About;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code /about} says of this process.
 *
 * @param model the target's name
 * @param settings that bear on concurrency
 */
public record AboutServer(String model, Map<String, Object> settings) {

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
