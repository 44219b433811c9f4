package claimbench.harness.run;

import claimbench.harness.experiment.Target;
import claimbench.harness.gatlinglog.GatlingLog;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The same faults under the load of the real generator, for some seconds each: of the nightly profile. */
@EnabledIfSystemProperty(named = "claimbench.planted.whole", matches = "true")
class PlantedFaultsUnderGatlingTest extends PlantedFaultsTest {
    private static final int WARM_UP_MILLIS = 2_000;
    private static final int WINDOW_MILLIS = 6_000;

    /** Gatling asks again where a connection is closed without an answer: nothing failed, and the target has counted more. */
    @Override
    TrustCheck nameOfDropped() {
        return TrustCheck.SERVER_COUNTS;
    }

    /** Long enough for a thousand requests, and for a machine that is slow to begin. */
    @Override
    Workload lasting(Workload workload) {
        return workload.model() == Workload.Model.OPEN
                ? Workload.open(workload.requestsPerSecond(), WARM_UP_MILLIS, WINDOW_MILLIS)
                : Workload.closed(workload.users(), WARM_UP_MILLIS, WINDOW_MILLIS);
    }

    @Override
    Programs programs(PlantedPrograms planted) {
        return planted.generator() == PlantedGenerator.Fault.NONE ? new UnderGatling(planted) : planted;
    }

    @Override
    LogCounter logCounter(PlantedPrograms planted) {
        return planted.generator() == PlantedGenerator.Fault.NONE ? GatlingLog::count : PlantedPrograms::count;
    }

    /** The planted target and upstream, and the real generator. */
    private record UnderGatling(PlantedPrograms planted) implements Programs {
        @Override
        public List<String> target(Target target) throws TrialFailure {
            return planted.target(target);
        }

        @Override
        public List<String> upstream() throws TrialFailure {
            return planted.upstream();
        }

        @Override
        public List<String> database() throws TrialFailure {
            return planted.database();
        }

        @Override
        public List<String> generator(Map<String, String> properties) throws TrialFailure {
            var command = new ArrayList<String>();
            command.add(Installation.javaLauncher().toString());
            command.addAll(JvmFlags.GENERATOR);
            properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-cp", DummyPrograms.CLASS_PATH, "claimbench.load.Generator"));
            return command;
        }
    }
}
