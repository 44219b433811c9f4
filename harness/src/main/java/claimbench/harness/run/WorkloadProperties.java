package claimbench.harness.run;

import claimbench.harness.result.Workload;
import java.util.LinkedHashMap;
import java.util.Map;

/** A workload as the generator's system properties. */
final class WorkloadProperties {
    private WorkloadProperties() {}

    static Map<String, String> of(Workload workload) {
        var properties = new LinkedHashMap<String, String>();
        switch (workload.model()) {
            case CLOSED -> {
                properties.put("claimbench.workload", "closed");
                properties.put("claimbench.users", Integer.toString(workload.users()));
            }
            case OPEN -> {
                properties.put("claimbench.workload", "open");
                properties.put("claimbench.rate", Long.toString(Math.round(workload.requestsPerSecond())));
            }
        }
        properties.put("claimbench.warmUpMillis", Integer.toString(workload.warmUpMillis()));
        properties.put("claimbench.windowMillis", Integer.toString(workload.windowMillis()));
        return properties;
    }
}
