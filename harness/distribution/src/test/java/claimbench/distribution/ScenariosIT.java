package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every scenario that {@code claimbench list scenarios} names, against the real targets. The order of the list is dealt out: each scenario goes to one
 * of the four targets, or to all of them with {@code claimbench.scenarios.whole}, as the nightly profile has it.
 */
@Tag("alone")
class ScenariosIT {
    private static final boolean WHOLE = Boolean.getBoolean("claimbench.scenarios.whole");
    private static final List<String> TARGETS =
            List.of("platform-threads", "virtual-threads", "event-loop", "reactive");

    /** Loads that run at once on a target: as many as a small machine has memory for. */
    private static final int AT_ONCE = 5;

    private static final List<String> BRINGING_RATES = List.of("ramp", "spike");

    /** Rates, times and sizes that a small machine keeps up with, and a request that is not to fail is not near its deadline. */
    private static final Map<String, List<String>> SETTINGS = Map.of(
            "cpu", List.of("tasks=2", "units=2"),
            "mixed", List.of("tasks=1", "total-ms=1"),
            "stream", List.of("tokens=3", "gap-ms=1"),
            "agent", List.of("tokens=3", "gap-ms=1", "think-ms=10"),
            "deadline", List.of("timeout-ms=5000", "healthy-ms=1"),
            "ramp", List.of("steps=2", "from=5", "to=10"),
            "spike", List.of("base=5", "burst=10"));

    private static List<String> scenarios = List.of();

    @TempDir
    Path folder;

    /** A load under way, and where it leaves what it recorded. */
    private record Load(Product.Running running, Path out) {}

    @BeforeAll
    static void scenariosAreListed(@TempDir Path folder) {
        Product.Running list = Product.start(folder, "list", "scenarios", "--json");
        assertThat(list.exitCode()).as(list.printed()).isZero();
        scenarios = StreamSupport.stream(
                        new JsonMapper().readTree(list.printed()).spliterator(), false)
                .map(entry -> entry.path("name").asString())
                .toList();
    }

    @Test
    void listNamesThem() {
        assertThat(scenarios)
                .hasSizeGreaterThanOrEqualTo(TARGETS.size())
                .doesNotHaveDuplicates()
                .containsAll(SETTINGS.keySet())
                .containsAll(BRINGING_RATES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-threads", "virtual-threads", "event-loop", "reactive"})
    void itsScenariosAreAnsweredAsTheyShould(String target) {
        List<String> its = itsScenarios(TARGETS.indexOf(target));
        try (var served = Served.start(folder, target)) {
            for (int first = 0; first < its.size(); first += AT_ONCE) {
                var loads = new ArrayList<Load>();
                for (String scenario : its.subList(first, Math.min(first + AT_ONCE, its.size()))) {
                    loads.add(load(scenario, served.url()));
                }
                loads.forEach(load -> Loads.assertAnswered(load.running, load.out));
            }
        }
    }

    private static List<String> itsScenarios(int target) {
        return IntStream.range(0, scenarios.size())
                .filter(number -> WHOLE || number % TARGETS.size() == target)
                .mapToObj(scenarios::get)
                .toList();
    }

    private Load load(String scenario, String url) {
        Path out = folder.resolve(scenario);
        var arguments = new ArrayList<>(List.of("load", scenario, "--url", url, "--out", out.toString()));
        arguments.addAll(List.of("--warm-up", "1", "--window", "3"));
        if (!BRINGING_RATES.contains(scenario)) {
            // What is due in the window is sent, and waited for, however slow a cold server on a busy machine may be.
            arguments.addAll(List.of("--rate", "5"));
        }
        SETTINGS.getOrDefault(scenario, List.of()).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return new Load(Product.start(folder, arguments.toArray(String[]::new)), out);
    }
}
