package claimbench.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.semantics.CataloguesTraces.Expected;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramsTest {
    /** What the documents' words, taken literally, say, and asyncio does not do: found by the first run, and kept. */
    private static final Set<String> DOES_NOT_HAPPEN =
            Set.of("the task begins at the moment it is made", "the others stop");

    static Stream<Expected> cases() throws Exception {
        return CataloguesTraces.read().stream().sorted(Comparator.comparing(Expected::claim));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void programGivesTheTraceThatItsClaimExpectsUnlessTheClaimIsQualified(Expected expected) {
        Output.PlayedScene played = Output.play(scene(expected));

        assertThat(played.failure()).isNull();
        if (DOES_NOT_HAPPEN.contains(expected.label())) {
            assertThat(played.trace()).isNotEqualTo(expected.lines());
        } else {
            assertThat(played.trace()).isEqualTo(expected.lines());
        }
    }

    @Test
    void everySceneIsExpectedByACase() throws Exception {
        Set<String> expected =
                cases().map(one -> one.claim() + " " + one.scene()).collect(Collectors.toSet());
        Set<String> scenes = Programs.ALL.stream()
                .flatMap(program -> program.scenes().stream().map(scene -> program.id() + " " + scene.name()))
                .collect(Collectors.toSet());

        assertThat(expected).isEqualTo(scenes);
    }

    @Test
    void programsGiveTheSameTracesEachTime() {
        assertThat(Output.of(Programs.ALL)).isEqualTo(Output.of(Programs.ALL));
    }

    @Test
    void programThatCrashesKeepsWhatItSaidAndTheOthersAreRun() {
        var crashing = Program.of("S98", new Scene("crash", trace -> {
            trace.say("so far");
            throw new IllegalStateException("no further");
        }));
        var good = Program.of("S99", new Scene("good", trace -> trace.say("well")));

        List<Output.Played> played = Output.of(List.of(crashing, good)).programs();

        assertThat(played.getFirst().scenes())
                .containsExactly(new Output.PlayedScene(
                        "crash", List.of("0 so far"), "java.lang.IllegalStateException: no further", 0));
        assertThat(played.getLast().scenes())
                .containsExactly(new Output.PlayedScene("good", List.of("0 well"), null, 0));
    }

    private static Scene scene(Expected expected) {
        return Programs.ALL.stream()
                .filter(program -> program.id().equals(expected.claim()))
                .flatMap(program -> program.scenes().stream())
                .filter(scene -> scene.name().equals(expected.scene()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no scene " + expected.claim() + " " + expected.scene()));
    }
}
