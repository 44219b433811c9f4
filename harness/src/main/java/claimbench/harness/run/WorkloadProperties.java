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
                properties.put("claimbench.rate", workload.rate().toString());
                properties.put("claimbench.arrivals", workload.spacing().wireName());
            }
        }
        properties.put("claimbench.warmUpMillis", Integer.toString(workload.warmUpMillis()));
        properties.put("claimbench.windowMillis", Integer.toString(workload.windowMillis()));
        return properties;
    }
}
