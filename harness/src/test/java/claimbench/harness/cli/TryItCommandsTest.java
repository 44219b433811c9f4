package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.Route;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.TryIt;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whether what the sheets tell a class to type could be typed: nobody should find that out in front of students. */
class TryItCommandsTest {
    /** What a target that is served tells to be asked at. */
    private static final String SERVED = "127.0.0.1:8080";

    /** The braces or brackets of curl, which make several requests of one. */
    private static final Pattern SEVERAL = Pattern.compile("\\{([^}]*)}|\\[(\\d+)-(\\d+)]");

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void commandsOfClaimbenchAreOnesThatItKnows(String id) {
        Claim claim = Catalogue.load().claim(id).orElseThrow();
        for (String command : commands(claim)) {
            if (!command.startsWith("./claimbench ")) {
                continue;
            }
            CommandLine.ParseResult parsed = Main.commandLine()
                    .parseArgs(command.substring("./claimbench ".length()).split(" ", -1))
                    .subcommand();
            switch (parsed.commandSpec().name()) {
                case "run" -> {
                    List<String> asked = parsed.matchedOptionValue("--claims", List.of());
                    assertThat(Catalogue.load().claims()).extracting(Claim::id).containsAll(asked);
                    assertThat(!claim.testable() || asked.contains(id)).isTrue();
                }
                case "load" -> {
                    Scenario scenario = ScenarioCatalogue.find(parsed.matchedPositionalValue(0, ""))
                            .orElseThrow();
                    Map<String, String> parameters = parsed.matchedOptionValue("--set", Map.of());
                    assertThatCode(() -> LoadCommand.checkParameters(
                                    parsed.commandSpec().commandLine(), scenario, parameters))
                            .doesNotThrowAnyException();
                    assertThat(parsed.<String>matchedOptionValue("--url", "")).isEqualTo("http://" + SERVED);
                }
                case "serve" ->
                    assertThat(parsed.<String>matchedPositionalValue(0, "")).isIn("event-loop", "platform-threads");
                default -> throw new AssertionError("nobody has looked at what is typed after: " + command);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void requestsAreOfRoutesAndWithinBounds(String id) {
        for (String command : commands(Catalogue.load().claim(id).orElseThrow())) {
            if (!command.startsWith("curl ")) {
                continue;
            }
            Matcher quoted =
                    Pattern.compile("'" + Pattern.quote(SERVED) + "([^']*)'$").matcher(command);
            assertThat(quoted.find()).as(command).isTrue();
            for (String request : expanded(quoted.group(1))) {
                String[] parts = request.split("\\?", 2);
                Route route = Route.resolve("GET", parts[0]);
                Arguments arguments = route.arguments(parts[1]);
                for (Parameter<?> parameter : route.parameters()) {
                    Object value = arguments.get(parameter);
                    assertThat(value).isNotNull();
                }
            }
        }
    }

    /** Whoever asks a target or loads it has started it before. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ids")
    void targetIsServedBeforeItIsAsked(String id) {
        List<String> commands = commands(Catalogue.load().claim(id).orElseThrow());

        if (commands.getLast().startsWith("curl ") || commands.getLast().startsWith("./claimbench load ")) {
            assertThat(commands.getFirst()).startsWith("./claimbench serve ");
        } else {
            assertThat(commands).hasSize(1);
        }
    }

    static Stream<String> ids() {
        return Catalogue.load().claims().stream().map(Claim::id);
    }

    private static List<String> commands(Claim claim) {
        TryIt tryIt = claim.tryIt();
        return Objects.requireNonNull(tryIt, claim.id()).commands();
    }

    private static List<String> expanded(String request) {
        Matcher several = SEVERAL.matcher(request);
        if (!several.find()) {
            return List.of(request);
        }
        Stream<String> choices = several.group(1) == null
                ? IntStream.rangeClosed(Integer.parseInt(several.group(2)), Integer.parseInt(several.group(3)))
                        .mapToObj(Integer::toString)
                : Arrays.stream(several.group(1).split(",", -1));
        return choices.flatMap(choice ->
                        expanded(request.substring(0, several.start()) + choice + request.substring(several.end()))
                                .stream())
                .toList();
    }
}
