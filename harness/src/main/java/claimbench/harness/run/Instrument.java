package claimbench.harness.run;

import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that measures, and is not measured: each trial starts it anew. So it may start from a {@link StartCache}, whose content is
 * what it needs in a load that it is trained with.
 */
@SuppressWarnings("ImmutableEnumChecker") // its fields are a name and an unmodifiable list of flags
public enum Instrument {
    GENERATOR("generator", JvmFlags.GENERATOR) {
        @Override
        void train(Installation installation, Path draft, Path folder) throws TrialFailure, InterruptedException {
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
                try (var child =
                        start(withCacheOutput(installation.generator(properties), draft), folder, new Bell())) {
                    awaitEnd(child);
                }
            } catch (IOException e) {
                throw new TrialFailure("there is no port to train the generator with: " + e.getMessage());
            }
        }
    },

    UPSTREAM("upstream", JvmFlags.UPSTREAM) {
        @Override
        void train(Installation installation, Path draft, Path folder) throws TrialFailure, InterruptedException {
            List<String> command = withCacheOutput(installation.upstream(), draft);
            command.addAll(List.of("--port", "0", "--exit-with-parent"));
            var bell = new Bell();
            try (var child = start(command, folder, bell)) {
                var url = bell.await(BOUND, () -> {
                            if (!child.alive()) {
                                throw new TrialFailure("the upstream's training failed: it ended before it was ready");
                            }
                            return child.said(ReadyLine.WORD).flatMap(ReadyLine::url);
                        })
                        .orElseThrow(
                                () -> new TrialFailure("the upstream's training failed: it was not ready in time"));
                try (var probe = new HttpProbe(child.name(), url, Bounds.DEFAULT.probe())) {
                    for (int call = 0; call < CALLS; call++) {
                        var _ = probe.get(UpstreamRequest.taking(1).target());
                    }
                }
                child.endInput();
                awaitEnd(child);
            }
        }
    };

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int CALLS = 20;

    private final String wireName;
    private final List<String> flags;

    Instrument(String wireName, List<String> flags) {
        this.wireName = wireName;
        this.flags = flags;
    }

    /** As it is written in names of files. */
    String wireName() {
        return wireName;
    }

    /** Of its JVM. */
    List<String> flags() {
        return flags;
    }

    /**
     * Starts it, lets it do what it does in a trial, and ends it, upon which its JVM makes the cache.
     *
     * @param draft where the cache is to be
     * @param folder for whatever else it writes
     * @throws TrialFailure that says why it came to nothing
     */
    abstract void train(Installation installation, Path draft, Path folder) throws TrialFailure, InterruptedException;

    Child start(List<String> command, Path folder, Bell bell) throws TrialFailure {
        return Child.start(
                "the " + wireName, command, folder.resolve(wireName + "-training.log"), bell, ReadyLine.WORD);
    }

    /** A JVM that is asked to end by a signal makes its cache first, in a process of its own; so it is left to end by itself, or killed. */
    void awaitEnd(Child child) throws TrialFailure, InterruptedException {
        boolean ended = false;
        try {
            ended = child.awaitExit(BOUND.toSeconds(), TimeUnit.SECONDS);
        } finally {
            child.kill();
        }
        if (!ended) {
            throw new TrialFailure("the " + wireName + "'s training failed: " + child.lastLine());
        }
    }

    private static List<String> withCacheOutput(List<String> command, Path draft) {
        List<String> withOutput = new ArrayList<>(command);
        withOutput.add(1, "-XX:AOTCacheOutput=" + draft);
        return withOutput;
    }
}
