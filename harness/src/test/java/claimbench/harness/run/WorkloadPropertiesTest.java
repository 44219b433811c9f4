package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Workload;
import claimbench.load.Arrivals;
import claimbench.load.Rate;
import claimbench.load.Spacing;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The shape of a load on its way: from a plan to the generator, and to the disk and back. */
class WorkloadPropertiesTest {
    private static final Workload STEPS =
            Workload.open(new Arrivals(new Rate(Rate.Shape.STEPS, List.of(10, 30)), Spacing.POISSON), 100, 200);

    @Test
    void generatorIsToldTheShape() {
        assertThat(WorkloadProperties.of(STEPS))
                .containsEntry("claimbench.workload", "open")
                .containsEntry("claimbench.rate", "10,30")
                .containsEntry("claimbench.arrivals", "poisson")
                .containsEntry("claimbench.warmUpMillis", "100")
                .containsEntry("claimbench.windowMillis", "200");
        assertThat(WorkloadProperties.of(Workload.closed(3, 0, 100)))
                .containsEntry("claimbench.workload", "closed")
                .containsEntry("claimbench.users", "3")
                .doesNotContainKeys("claimbench.rate", "claimbench.arrivals");
    }

    @Test
    void shapeIsNamedInWordsAndSurvivesItsRecord() {
        assertThat(STEPS.inWords()).isEqualTo("open load: steps of 10, 30 arrivals a second, at random (Poisson)");
        assertThat(STEPS.requestsPerSecond()).isEqualTo(20);
        assertThat(Workload.closed(1, 0, 100).inWords()).isEqualTo("closed load: 1 user");
        var mapper = JsonMapper.shared();
        String json = mapper.writeValueAsString(STEPS);

        assertThat(json).contains("\"shape\":\"STEPS\"", "\"perSecond\":[10,30]", "\"spacing\":\"POISSON\"");
        assertThat(mapper.readValue(json, Workload.class)).isEqualTo(STEPS);
    }

    /** Runs of earlier versions had a rate alone. */
    @Test
    void openLoadWithoutAShapeIsConstantAndEven() {
        Workload old = JsonMapper.shared()
                .readValue(
                        "{\"model\":\"OPEN\",\"users\":0,\"requestsPerSecond\":250.0,\"warmUpMillis\":1,"
                                + "\"windowMillis\":2}",
                        Workload.class);

        assertThat(old.rate()).isEqualTo(Rate.constant(250));
        assertThat(old.spacing()).isEqualTo(Spacing.EVEN);
        assertThat(old.inWords()).isEqualTo("open load: 250 arrivals a second, evenly spaced");
    }
}
