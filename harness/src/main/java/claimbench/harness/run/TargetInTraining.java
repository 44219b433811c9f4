package claimbench.harness.run;

import claimbench.contract.Route;
import claimbench.harness.experiment.Target;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server under test. Its cache holds classes as they are after loading, and nothing that the JVM has learned of the program: what it
 * compiles, and when, a trial finds out anew, as in any fresh JVM. All targets have such a cache, made by the same requests, or none has.
 *
 * @param target that trials start
 */
public record TargetInTraining(Target target) implements Trainee {
    private static final int TIMES = 5;

    @Override
    public String wireName() {
        return target.name();
    }

    @Override
    public List<String> flags() {
        return JvmFlags.SERVER;
    }

    @Override
    public void train(Installation installation, Path draft, Path folder) throws TrialFailure, InterruptedException {
        String name = "target " + target.name();
        try (var upstream = Training.helper(
                        "the upstream", Instrument.serving(installation.upstream()), folder.resolve("upstream.log"));
                var training = Training.ofClassesAlone(
                        name,
                        calling(upstream.ready().toString(), Instrument.serving(installation.target(target))),
                        draft,
                        folder.resolve(target.name() + ".log"));
                var probe = new HttpProbe(name, training.ready(), Bounds.DEFAULT.probe())) {
            var contract = new ContractProbe(probe);
            for (int time = 0; time < TIMES; time++) {
                for (Scenario scenario : scenarios()) {
                    contract.ask(scenario);
                }
                if (!target.control()) {
                    var _ = probe.get(Route.METRICS.path());
                }
            }
            training.end();
        }
    }

    /** A control serves no more than the first two. */
    private List<Scenario> scenarios() {
        return target.control()
                ? List.of(ScenarioCatalogue.PLAINTEXT, ScenarioCatalogue.WAIT)
                : List.of(
                        ScenarioCatalogue.PLAINTEXT,
                        ScenarioCatalogue.WAIT,
                        ScenarioCatalogue.FANOUT,
                        ScenarioCatalogue.CPU);
    }

    private static List<String> calling(String upstream, List<String> command) {
        var calling = new ArrayList<>(command);
        calling.addAll(List.of("--upstream", upstream));
        return calling;
    }
}
