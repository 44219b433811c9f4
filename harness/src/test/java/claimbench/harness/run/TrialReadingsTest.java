package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialReadingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait     | -              | 60", // one a user
                "fanout   | 3              | 240", // and one for each call
                "calls    | 1,2,5,50,10    | 3060", // of the kind that makes most
                "deadline | -              | 120", // one call, which has no number
                "cpu      | -              | 60"
            })
    void targetNeedsAConnectionForEachUserAndForEachCallOfTheUpstream(String scenario, String calls, long connections) {
        var condition = new Condition(
                "some",
                "event-loop",
                scenario,
                calls.equals("-") ? Map.of() : Map.of("calls", calls),
                Workload.closed(60, 1_000, 3_000),
                new CpuSets(List.of(), List.of(), List.of()));

        assertThat(TrialReadings.connections(condition, 60)).isEqualTo(connections);
    }
}
