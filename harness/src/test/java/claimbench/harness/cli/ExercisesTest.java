package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Parameter;
import claimbench.contract.Route;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExercisesTest {
    @Test
    void thereAreTenAndEachIsACommandOfItsOwn() {
        assertThat(Exercises.commands(URI.create("http://127.0.0.1:8080")))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(command -> assertThat(command).containsPattern("curl .*'http://127\\.0\\.0\\.1:8080/.+'$"))
                .contains("  a stream                  curl -N"
                        + " 'http://127.0.0.1:8080/answer?tokens=10&gap-ms=200&mode=stream'");
    }

    @Test
    void everyRequestIsOneOfARouteWithParametersThatItKnows() {
        assertThat(Exercises.all()).allSatisfy(exercise -> {
            String[] parts = exercise.target().split("\\?", 2);
            Route route = Arrays.stream(Route.values())
                    .filter(each -> parts[0].matches(each.path().replace("{id}", "[0-9]+")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no route has " + parts[0]));
            List<String> known =
                    route.parameters().stream().map(Parameter::name).toList();
            assertThat(parts[1].split("&", -1))
                    .allSatisfy(pair -> assertThat(known).contains(pair.split("=", 2)[0]));
        });
    }
}
