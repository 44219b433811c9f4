package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.About;
import claimbench.harness.experiment.Plan;
import claimbench.harness.result.Condition;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolSizesTest {
    private final PoolSizes sizes = new PoolSizes();

    @Test
    void modelsMayDifferInWhatIsTheirOwn() {
        assertThat(says("threads", Map.of("pool", 200, "databasePool", 10)).state())
                .isEqualTo(State.PASSED);
        assertThat(says("loop", Map.of("pool", 4, "loops", 1, "databasePool", 10))
                        .state())
                .isEqualTo(State.PASSED);
    }

    @Test
    void poolThatEveryModelHasMustBeEqual() {
        says("threads", Map.of("databasePool", 10));

        Finding found = says("loop", Map.of("databasePool", 20));

        assertThat(found.state()).isEqualTo(State.FAILED);
        assertThat(found.detail()).isEqualTo("databasePool is 20, and 10 on threads in 001");
    }

    @Test
    void targetThatChangesBetweenTrialsIsFoundAndItsPaceMayVary() {
        says("threads", Map.of("pool", 200, "unitsPerMs", 41));

        assertThat(says("threads", Map.of("pool", 200, "unitsPerMs", 40)).state())
                .isEqualTo(State.PASSED);
        assertThat(says("threads", Map.of("pool", 100, "unitsPerMs", 40)).detail())
                .isEqualTo("pool is 100, and 200 on threads in 001");
    }

    @Test
    void anyOfTheWorkersMayAnswer() {
        says("loop", Map.of("workers", 2, "worker", 1));

        assertThat(says("loop", Map.of("workers", 2, "worker", 2)).state()).isEqualTo(State.PASSED);
        assertThat(says("loop", Map.of("workers", 3, "worker", 2)).detail())
                .isEqualTo("workers is 3, and 2 on loop in 001");
    }

    @Test
    void otherFlagsAreFound() {
        sizes.compared(condition("threads"), "001", about(Map.of(), "-Xmx256m"), true);

        Finding found = sizes.compared(condition("loop"), "002", about(Map.of(), "-Xmx2g"), true);

        assertThat(found.state()).isEqualTo(State.FAILED);
        assertThat(found.detail()).contains("-Xmx2g", "[-Xmx256m] on threads in 001");
    }

    /** Each target is started from a cache of its own classes, or none is. */
    @Test
    void cachesToStartFromMayBeDifferentFilesButOneMustNotBeWithout() {
        sizes.compared(condition("threads"), "001", about(Map.of(), "-XX:AOTCache=/lib/threads.aot"), true);

        assertThat(sizes.compared(condition("loop"), "002", about(Map.of(), "-XX:AOTCache=/lib/loop.aot"), true)
                        .state())
                .isEqualTo(State.PASSED);
        assertThat(sizes.compared(condition("reactive"), "003", about(Map.of()), true)
                        .state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void serverThatOthersStartedHasSettingsOfItsOwn() {
        says("threads", Map.of("databasePool", 10));

        assertThat(sizes.compared(condition("mine"), "002", about(Map.of("databasePool", 50), "-Xmx2g"), false)
                        .state())
                .isEqualTo(State.PASSED);
    }

    private Finding says(String target, Map<String, Object> settings) {
        return sizes.compared(condition(target), "001", about(settings, "-Xmx256m"), true);
    }

    private static About about(Map<String, Object> settings, String... flags) {
        return new About(About.CONTRACT_VERSION, "any", "1", "25", List.of(flags), settings, 1);
    }

    private static Condition condition(String target) {
        Plan plan = RunnerTest.plan(100, DummyPrograms.target(target));
        return plan.trials().getFirst().condition();
    }
}
