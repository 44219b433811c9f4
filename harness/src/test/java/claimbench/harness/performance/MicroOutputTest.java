package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.run.TrialFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicroOutputTest {
    private static final String ONE = """
            [{"jmhVersion": "1.37", "benchmark": "claimbench.micro.compare.kotlin.Gather1000.kotlin", "mode": "avgt",
              "primaryMetric": {"score": 100.0, "scoreUnit": "ns/op", "rawData": [[10.0, 30.0, 20.0]]}}]
            """;

    @Test
    void rowAndColumnAreTheNamesLastPartsAndTheValueIsTheMedianIteration() throws Exception {
        assertThat(MicroOutput.samples(2, ONE))
                .containsExactly(new Sample(2, new Series("Gather1000", "kotlin", Metric.NANOS_PER_OPERATION), 20));
    }

    @Test
    void anotherUnitIsRefused() {
        assertThatThrownBy(() -> MicroOutput.samples(1, ONE.replace("ns/op", "us/op")))
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("Gather1000.kotlin' is in 'us/op'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "[{\"benchmark\": \"a.b\"}]", "[{", "# Run complete"})
    void whatIsNotAResultIsRefused(String text) {
        assertThatThrownBy(() -> MicroOutput.samples(1, text)).isInstanceOf(TrialFailure.class);
    }
}
