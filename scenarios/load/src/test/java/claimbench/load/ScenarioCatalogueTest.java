package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import claimbench.contract.Answer;
import claimbench.contract.ClientRequest;
import claimbench.contract.Distribution;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import io.gatling.javaapi.core.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        var server = new StubTarget.Honest();
        var asker = new Asker(1, 0);
        for (Arm arm : scenario.arms(Map.of())) {
            Ask ask = arm.ask(asker);
            ClientRequest request = request(arm, ask);
            Answer answer = server.answer(Route.resolve(request.method(), request.path()), request);

            assertThat(ask.fault(answer.status(), answer.body()))
                    .describedAs(arm.name())
                    .isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void answerOfAnotherRouteOrStatusIsNeverRight(Scenario scenario) {
        var asker = new Asker(1, 0);
        for (Arm arm : scenario.arms(Map.of())) {
            Ask ask = arm.ask(asker);

            assertThat(ask.fault(ask.status(), Answer.READY.body()))
                    .describedAs(arm.name())
                    .isNotNull();
            assertThat(ask.fault(503, Answer.READY.body()))
                    .describedAs(arm.name())
                    .startsWith("status 503");
        }
    }

    @Test
    void modesOfTheCpuScenarioAreItsArms() {
        assertThat(ScenarioCatalogue.CPU.requestNames(Map.of("modes", "parallel,serial")))
                .containsExactly("parallel", "serial");
    }

    @Test
    void parametersAreNamedOnceAndNotAsAGeneralSetting() {
        List<String> general = Settings.general().stream().map(Parameter::name).toList();
        for (Scenario scenario : ScenarioCatalogue.all()) {
            assertThat(scenario.parameters().stream().map(Parameter::name))
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(general)
                    .doesNotContain("scenario", "url", "out");
        }
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void descriptionIsOneSentence(Scenario scenario) {
        assertThat(scenario.description()).matches("[A-Z][^.]*\\.");
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void scenarioSaysWhetherItsRequestsCallTheUpstream(Scenario scenario) {
        assertThat(scenario.callsUpstream())
                .isEqualTo(paths(scenario)
                        .anyMatch(path -> Stream.of("/fanout", "/profile/", "/users", "/answer", "/deadline", "/retry")
                                        .anyMatch(path::startsWith)
                                && !path.startsWith("/users/")));
    }

    @ParameterizedTest
    @MethodSource("claimbench.load.ScenarioCatalogue#all")
    void scenarioSaysWhetherItsRequestsNeedTheDatabase(Scenario scenario) {
        assertThat(scenario.needsDatabase())
                .isEqualTo(paths(scenario).anyMatch(path -> path.startsWith("/users") || path.startsWith("/profile/")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deadline        | timeout-ms=200 | ms=200      | ms must be more than the timeout-ms of 200, not 200
            retry           | failures=3     | attempts=3  | failures must be less than the 3 attempts, not 3
            partial-failure | calls=2        | failing=3   | failing must be at most the 2 calls, not 3
            ramp            | from=100       | to=100      | to must be at least 104 for 5 steps from 100, not 100
            spike           | base=100       | burst=100   | burst must be more than the base of 100, not 100
            database        | ids=10001      | ids=10001   | ids must be a whole number from 1 to 10000, not '10001'
            ramp            | request=cpu    | steps=5     | request must be one of plaintext, wait, fanout, user, profile, not 'cpu'
            """)
    void valuesThatDoNotGoTogetherAreNamed(String scenario, String first, String second, String message) {
        Map<String, String> values = new HashMap<>();
        for (String setting : List.of(first, second)) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }

        assertThatThrownBy(() -> ScenarioCatalogue.find(scenario).orElseThrow().arms(values))
                .hasMessage(message);
    }

    /** Theory for exponential latencies is k/H_k. */
    @Test
    void seedsOfRandomCallsAreTypical() {
        double harmonic = 1;
        for (int calls = 2; calls <= CallsScenario.RANDOM_CALLS_MAX; calls++) {
            harmonic += 1.0 / calls;
            double sums = 0;
            double maxima = 0;
            for (int i = 0; i < CallsScenario.SEEDS; i++) {
                double longest = 0;
                for (int call = 0; call < calls; call++) {
                    double latency = Distribution.EXPONENTIAL.latencyMs(100, CallsScenario.FIRST_SEED + i, call);
                    sums += latency;
                    longest = Math.max(longest, latency);
                }
                maxima += longest;
            }
            assertThat(sums / maxima).isCloseTo(calls / harmonic, withinPercentage(6));
        }
    }

    @Test
    void bothWaysOfRandomCallsTakeTheSameSeedsInTurn() {
        List<Arm> arms = ScenarioCatalogue.find("calls")
                .orElseThrow()
                .arms(Map.of("calls", "3", "distributions", "exponential", "ratios", "2"));
        var asker = new Asker(1, 0);

        assertThat(arms)
                .extracting(Arm::name)
                .containsExactly(
                        "serial-exponential-3", "serial-ratio-2", "concurrent-exponential-3", "concurrent-ratio-2");
        for (int i = 0; i < CallsScenario.SEEDS + 1; i++) {
            String seed = "&seed=" + (CallsScenario.FIRST_SEED + i % CallsScenario.SEEDS);
            assertThat(arms.get(0).ask(asker).target()).endsWith(seed).contains("mode=serial");
            assertThat(arms.get(2).ask(asker).target()).endsWith(seed).contains("mode=concurrent");
        }
    }

    @Test
    void idsAreDrawnFromTheSeed() {
        Arm arm = ScenarioCatalogue.DATABASE.arms(Map.of()).getFirst();

        assertThat(targets(arm, new Asker(7, 0))).isEqualTo(targets(arm, new Asker(7, 0)));
        assertThat(targets(arm, new Asker(7, 0))).isNotEqualTo(targets(arm, new Asker(7, 1)));
        assertThat(targets(arm, new Asker(7, 0))).isNotEqualTo(targets(arm, new Asker(8, 0)));
    }

    @Test
    void everyNewUserHasANameOfItsOwn() {
        Arm arm = ScenarioCatalogue.BACKGROUND.arms(Map.of()).getFirst();
        var asker = new Asker(1, 0);

        assertThat(Stream.generate(() -> arm.ask(asker).body()).limit(100)).doesNotHaveDuplicates();
    }

    @Test
    void profileAtTheEndOfAJourneyIsOfWhoHasRegistered() {
        List<Arm> arms = ScenarioCatalogue.AGENT.arms(Map.of());
        var asker = new Asker(1, 0);
        arms.getFirst().ask(asker).check().fault("{\"id\":12345,\"notified\":false}".getBytes(StandardCharsets.UTF_8));

        assertThat(arms.getLast().ask(asker).target()).startsWith("/profile/12345?");
    }

    private static List<String> targets(Arm arm, Asker asker) {
        return Stream.generate(() -> arm.ask(asker).target()).limit(20).toList();
    }

    private static ClientRequest request(Arm arm, Ask ask) {
        String[] parts = ask.target().split("\\?", 2);
        return new ClientRequest(
                arm.manner() == Arm.Manner.POST ? "POST" : "GET",
                parts[0],
                parts.length == 1 ? null : parts[1],
                null,
                ask.body().getBytes(StandardCharsets.UTF_8));
    }

    /** Of the requests that the scenario can send, whatever it is asked for. */
    private static Stream<String> paths(Scenario scenario) {
        Stream<Map<String, String>> choices = scenario.parameters().contains(Menu.REQUEST)
                ? Arrays.stream(Menu.values()).map(choice -> Map.of("request", choice.wireName()))
                : Stream.of(Map.of());
        return choices.flatMap(values -> scenario.arms(values).stream())
                .map(arm -> arm.ask(new Asker(1, 0)).target().split("\\?", 2)[0]);
    }
}
