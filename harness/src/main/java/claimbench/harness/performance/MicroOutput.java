package claimbench.harness.performance;

import claimbench.harness.run.TrialFailure;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The results of benchmarks as JMH writes them in JSON; the script for CPython writes the same. */
final class MicroOutput {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNIT = "ns/op";

    private MicroOutput() {}

    /**
     * One sample a benchmark: the median of its iterations.
     *
     * @throws TrialFailure where the text is something else
     */
    static List<Sample> samples(int round, String json) throws TrialFailure {
        try {
            var samples = new ArrayList<Sample>();
            for (JsonNode benchmark : JSON.readTree(json)) {
                samples.add(sample(round, benchmark));
            }
            if (samples.isEmpty()) {
                throw new TrialFailure("no benchmark has a result");
            }
            return samples;
        } catch (JacksonException e) {
            throw new TrialFailure("results of benchmarks are not as JMH writes them: " + e.getOriginalMessage());
        }
    }

    private static Sample sample(int round, JsonNode benchmark) throws TrialFailure {
        String name = benchmark.path("benchmark").asString("");
        JsonNode metric = benchmark.path("primaryMetric");
        String unit = metric.path("scoreUnit").asString("");
        if (!unit.equals(UNIT)) {
            throw new TrialFailure("benchmark '" + name + "' is in '" + unit + "' and not in " + UNIT);
        }
        var iterations = new ArrayList<Double>();
        for (JsonNode fork : metric.path("rawData")) {
            for (JsonNode iteration : fork) {
                iterations.add(iteration.asDouble());
            }
        }
        String[] parts = name.split("\\.", -1);
        if (parts.length < 2 || iterations.isEmpty()) {
            throw new TrialFailure("benchmark '" + name + "' has no row and column, or no iteration");
        }
        return new Sample(
                round,
                new Series(parts[parts.length - 2], parts[parts.length - 1], Metric.NANOS_PER_OPERATION),
                Spread.of(iterations).median());
    }
}
