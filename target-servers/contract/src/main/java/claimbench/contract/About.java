package claimbench.contract;

import java.util.List;
import java.util.Map;

/**
 * {@code GET /about}: what answers here.
 *
 * @param contract version of the contract, {@link #CONTRACT_VERSION}
 * @param model the target's name
 * @param version of the server
 * @param java of the JVM it runs in
 * @param flags of that JVM
 * @param settings that bear on concurrency: sizes of pools and queues, number of loops
 * @param pid of its process
 */
public record About(
        int contract,
        String model,
        String version,
        String java,
        List<String> flags,
        Map<String, Object> settings,
        long pid) {
    public static final int CONTRACT_VERSION = 1;
}
