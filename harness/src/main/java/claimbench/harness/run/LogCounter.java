package claimbench.harness.run;

import claimbench.harness.result.Trial.RequestCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Counts requests in the generator's own log, independently of what the simulation has recorded. */
@FunctionalInterface
public interface LogCounter {
    /** How many requests of each name the log has, for the whole trial. */
    Map<String, RequestCount> count(Path simulationLog) throws IOException;
}
