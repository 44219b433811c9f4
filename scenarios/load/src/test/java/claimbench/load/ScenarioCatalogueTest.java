package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Parameter;
import claimbench.contract.Route;
import io.gatling.javaapi.core.Simulation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioCatalogueTest {

    @Test
    void scenarioIsFoundByItsName() {
        for (Scenario scenario : ScenarioCatalogue.all()) {
            assertThat(ScenarioCatalogue.find(scenario.name())).contains(scenario);
        }
        assertThat(ScenarioCatalogue.find("nothing")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void simulationOfAScenarioExists(Scenario scenario) throws ClassNotFoundException {
        assertThat(Class.forName(scenario.simulationClass())).isAssignableTo(Simulation.class);
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void scenarioRunsOnDefaultsAlone(Scenario scenario) {
        assertThat(scenario.parameters())
                .allSatisfy(parameter -> assertThat(parameter.fallback()).isPresent());
        assertThat(scenario.requestNames(Map.of())).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void armsAreRoutesOfTheContractWithinItsBounds(Scenario scenario) {
        for (Arm arm : scenario.arms(Map.of())) {
            String[] parts = arm.target().split("\\?", 2);
            var route = claimbench.contract.Route.resolve("GET", parts[0]);
            byte[] body = StubTarget.honestly(route, parts.length == 1 ? "" : parts[1])
                    .body();

            assertThat(arm.check().fault(body)).describedAs(arm.name()).isNull();
        }
    }

    @Test
    void modesOfTheCpuScenarioAreItsArms() {
        assertThat(ScenarioCatalogue.CPU.requestNames(Map.of("modes", "parallel,serial")))
                .containsExactly("parallel", "serial");
    }

    @Test
    void parametersAreNamedOnce() {
        for (Scenario scenario : ScenarioCatalogue.all()) {
            assertThat(scenario.parameters().stream().map(Parameter::name)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void scenarioSaysWhetherItsRequestsCallTheUpstream(Scenario scenario) {
        assertThat(scenario.callsUpstream())
                .isEqualTo(scenario.arms(Map.of()).stream()
                        .anyMatch(arm -> arm.target().startsWith(Route.FANOUT.path())));
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void scenarioSaysWhetherItsRequestsNeedTheDatabase(Scenario scenario) {
        assertThat(scenario.needsDatabase())
                .isEqualTo(scenario.arms(Map.of()).stream()
                        .map(arm -> arm.target().split("\\?", 2)[0])
                        .anyMatch(path -> path.startsWith("/users") || path.startsWith("/profile/")));
    }
}
