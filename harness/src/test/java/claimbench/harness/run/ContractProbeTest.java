package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.load.Arm;
import claimbench.load.Asker;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractProbeTest {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern TIMEOUT = Pattern.compile("[?&]timeout-ms=(\\d+)");
    private static final Pattern WAITS = Pattern.compile("[?&](?:[a-z]+-)*ms=([\\d,]+)");

    /** What a condition waits for by itself is hundreds of milliseconds, or seconds. */
    @ParameterizedTest
    @MethodSource("conditions")
    void requestsOfTheProbeWaitForNextToNothing(Condition condition) throws Exception {
        List<Arm> arms = ContractProbe.arms(condition);

        assertThat(arms)
                .isNotEmpty()
                .map(arm -> arm.ask(new Asker(1, 0)).target())
                .allSatisfy(target -> assertThat(waitMillis(target)).isLessThanOrEqualTo(100));
    }

    static Stream<Condition> conditions() {
        Plan plan = Plan.make(
                Profile.STANDARD, 3, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), false);
        return plan.trials().stream().map(PlannedTrial::condition).distinct();
    }

    /** The sum of all that the request names, or its deadline where that comes first. */
    private static int waitMillis(String target) {
        int sum = WAITS.matcher(target)
                .results()
                .flatMapToInt(found -> COMMA.splitAsStream(found.group(1)).mapToInt(Integer::parseInt))
                .sum();
        Matcher timeout = TIMEOUT.matcher(target);
        return timeout.find() ? Math.min(sum, Integer.parseInt(timeout.group(1))) : sum;
    }
}
