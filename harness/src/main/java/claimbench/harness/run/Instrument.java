package claimbench.harness.run;

import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program that measures, and is not measured: its cache may hold whatever makes it quick. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are a name and an unmodifiable list of flags
public enum Instrument implements Trainee {
    GENERATOR("generator", JvmFlags.GENERATOR) {
        @Override
        public void train(Installation installation, Path draft, Path folder)
                throws TrialFailure, InterruptedException {
            try (var server = new TrainingServer()) {
                var properties = new LinkedHashMap<String, String>(Map.of(
                        "claimbench.scenario", "fanout",
                        "claimbench.ms", "1",
                        "claimbench.url", server.url().toString(),
                        "claimbench.users", "20",
                        "claimbench.warmUpMillis", "500",
                        "claimbench.windowMillis", "1000",
                        "claimbench.out", folder.toString(),
                        "claimbench.metricsPort", "0",
                        "claimbench.exitWithParent", "true"));
                try (var training =
                        Training.of("the generator", installation.generator(properties), draft, log(folder))) {
                    training.awaitEnd();
                }
            } catch (IOException e) {
                throw new TrialFailure("there is no port to train the generator with: " + e.getMessage());
            }
        }
    },

    UPSTREAM("upstream", JvmFlags.UPSTREAM) {
        @Override
        public void train(Installation installation, Path draft, Path folder)
                throws TrialFailure, InterruptedException {
            try (var training = Training.of("the upstream", serving(installation.upstream()), draft, log(folder));
                    var probe = new HttpProbe("the upstream", training.ready(), Bounds.DEFAULT.probe())) {
                for (int call = 0; call < CALLS; call++) {
                    var _ = probe.get(UpstreamRequest.taking(1).target());
                }
                training.end();
            }
        }
    };

    private static final int CALLS = 20;

    private final String wireName;
    private final List<String> flags;

    Instrument(String wireName, List<String> flags) {
        this.wireName = wireName;
        this.flags = flags;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public List<String> flags() {
        return flags;
    }

    /** A server's command on a free port, with its end at that of its input. */
    static List<String> serving(List<String> command) {
        var serving = new ArrayList<>(command);
        serving.addAll(List.of("--port", "0", "--exit-with-parent"));
        return serving;
    }

    Path log(Path folder) {
        return folder.resolve(wireName + "-training.log");
    }
}
