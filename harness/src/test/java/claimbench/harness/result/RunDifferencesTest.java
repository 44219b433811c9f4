package claimbench.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.RunDifferences.Difference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever may have changed the results is named. */
class RunDifferencesTest {

    @Test
    void sameRunsDifferInNothing() {
        assertThat(RunDifferences.of(
                        run("quick", 7), machine("a processor", "25"), run("quick", 7), machine("a processor", "25")))
                .isEmpty();
    }

    @Test
    void machineComesFirstThenTheJdkThenThePlan() {
        List<Difference> differences = RunDifferences.of(
                run("quick", 7), machine("a processor", "25"), run("standard", 8), machine("another", "26"));

        assertThat(differences)
                .containsExactly(
                        new Difference("processor", "a processor", "another"),
                        new Difference("JDK", "25", "26"),
                        new Difference("claimbench", "quick's", "standard's"),
                        new Difference("profile", "quick", "standard"),
                        new Difference("seed", "7", "8"),
                        new Difference("warm-up and window", "100 + 700 ms", "100 + 800 ms"),
                        new Difference("URL of mine", "none", "http://127.0.0.1:8"));
    }

    @Test
    void conditionThatOnlyOneOfThemHasIsNoDifference() {
        RunRecord none = run("quick", 7);
        RunRecord other = new RunRecord(
                none.schema(),
                none.id(),
                none.startedAt(),
                none.profile(),
                none.seed(),
                none.claims(),
                none.targets(),
                none.targetUrls(),
                List.of(),
                none.programRuns(),
                none.jvmFlags(),
                none.upstreamJvmFlags(),
                none.generatorJvmFlags(),
                none.startCaches(),
                none.versions(),
                none.database(),
                none.commit(),
                none.notes());

        assertThat(RunDifferences.of(none, machine("p", "25"), other, machine("p", "25")))
                .containsExactly(new Difference("rounds", "1", "0"));
    }

    @Test
    void libraryThatOneOfThemDoesNotHaveIsNamed() {
        RunRecord without = run("quick", 7);
        RunRecord with = new RunRecord(
                without.schema(),
                without.id(),
                without.startedAt(),
                without.profile(),
                without.seed(),
                without.claims(),
                without.targets(),
                without.targetUrls(),
                without.plan(),
                without.programRuns(),
                without.jvmFlags(),
                without.upstreamJvmFlags(),
                without.generatorJvmFlags(),
                without.startCaches(),
                Map.of("claimbench", "quick's", "gatling", "3.15.1"),
                without.database(),
                "0123abc",
                without.notes());

        assertThat(RunDifferences.of(without, machine("p", "25"), with, machine("p", "25")))
                .containsExactly(
                        new Difference("gatling", "none", "3.15.1"), new Difference("commit", "none", "0123abc"));
    }

    private static RunRecord run(String profile, long seed) {
        var condition = new Condition(
                "fanout",
                "event-loop",
                "fanout",
                Map.of(),
                Workload.closed(1, 100, (int) (100 * seed)),
                new CpuSets(List.of(0), List.of(1), List.of(1)));
        return new RunRecord(
                RunRecord.SCHEMA,
                "id of " + profile,
                "2026-11-20T00:00:00Z",
                profile,
                seed,
                List.of("Q01"),
                List.of("event-loop"),
                seed == 7 ? Map.of() : Map.of("mine", "http://127.0.0.1:" + seed),
                List.of(new PlannedTrial("001-fanout-event-loop-r1", 1, condition)),
                Map.of(),
                List.of("-Xmx256m"),
                List.of(),
                List.of(),
                true,
                Map.of("claimbench", profile + "'s"),
                null,
                null,
                List.of());
    }

    private static EnvironmentRecord machine(String processor, String jdk) {
        return new EnvironmentRecord(
                EnvironmentRecord.SCHEMA,
                "Linux",
                "6.1",
                "amd64",
                processor,
                List.of(0, 1),
                8L << 30,
                jdk.equals("25") ? 6L << 30 : 5L << 30, // what is free is no difference, nor is the load
                jdk,
                1_024,
                true,
                0.1,
                1_000);
    }
}
