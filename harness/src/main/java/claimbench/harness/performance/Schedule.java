package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Every step in its order: each once in each round, and each round in a random order of its own, so that what is compared
 * is interleaved, and a machine that grows slower does so for all alike. Immutable.
 *
 * @param steps in their order
 */
public record Schedule(List<Step> steps) {

    /**
     * Makes a schedule; the same settings give the same one.
     *
     * @param serverCore where what is measured runs
     * @param loadCore where everything else runs
     * @throws TrialFailure where something that is asked for is not installed
     */
    public static Schedule of(Settings settings, Installation installation, int serverCore, int loadCore)
            throws TrialFailure {
        var bench = new Bench(
                Servers.commands(installation),
                installation,
                serverCore,
                loadCore,
                Duration.ofSeconds(settings.warmUpSeconds()),
                Duration.ofSeconds(settings.windowSeconds()));
        var random = new Random(settings.seed());
        var steps = new ArrayList<Step>();
        for (int round = 1; round <= settings.rounds(); round++) {
            List<Step> some = round(round, settings, installation, bench);
            Collections.shuffle(some, random);
            steps.addAll(some);
        }
        return new Schedule(List.copyOf(steps));
    }

    private static List<Step> round(int round, Settings settings, Installation installation, Bench bench)
            throws TrialFailure {
        var steps = new ArrayList<Step>();
        for (Target server : settings.servers()) {
            if (settings.parts().contains(Part.HTTP)) {
                steps.add(new HttpStep(round, HttpLoad.PLAINTEXT, server, bench));
                steps.add(new HttpStep(round, HttpLoad.WAIT, server, bench));
            }
            if (settings.parts().contains(Part.IDLE)) {
                steps.add(new IdleStep(round, IdleStep.CONNECTIONS, server, bench));
            }
        }
        targetSteps(round, settings, installation, bench, steps);
        if (settings.parts().contains(Part.MICRO)) {
            steps.add(new MicroStep(round, installation.micro(), bench));
            steps.add(new CPythonStep(round, installation.cpython(), bench));
        }
        if (settings.parts().contains(Part.RECORDING)) {
            steps.add(new RecordingStep(round, RecordingStep.SERVER, installation::generator, bench));
        }
        return steps;
    }

    /** Of the servers that have all routes. */
    private static void targetSteps(
            int round, Settings settings, Installation installation, Bench bench, List<Step> steps) {
        Settings.Counts counts = settings.counts();
        Bench bounded = bench.with(Servers.bounded(installation));
        Bench ofMany = bench.with(Servers.ofMany(installation));
        List<Target> targets = settings.servers().stream()
                .filter(server -> Servers.TARGETS.contains(server.name()))
                .toList();
        for (Target target : targets) {
            if (settings.parts().contains(Part.OVERLOAD)) {
                OverloadLoad.ALL.forEach(load -> steps.add(new OverloadStep(round, load, target, bounded)));
            }
            if (settings.parts().contains(Part.LEAVING)) {
                steps.add(new LeavingStep(round, counts.leaves(), LeavingStep.END_MAX, target, bounded));
            }
            if (settings.parts().contains(Part.STREAMS)) {
                many(counts).forEach((kind, count) -> {
                    if (kind.targets().contains(target.name())) {
                        steps.add(new ManyStep(round, kind, count, target, ofMany));
                    }
                });
            }
        }
        // Once: its verdict is by many samples in a row, and a round of it is long.
        if (round == 1 && settings.parts().contains(Part.SOAK)) {
            var length = Duration.ofMillis(Math.round(TimeUnit.MINUTES.toMillis(1) * counts.soakMinutes()));
            Bench plain = bench.with(Servers.plain(installation));
            // The system shares out the core by threads: beside a pool of them, those with a few would get next to
            // nothing.
            targets.stream()
                    .collect(Collectors.partitioningBy(target -> Servers.OF_MANY.contains(target.name())))
                    .values()
                    .forEach(alike -> {
                        if (!alike.isEmpty()) {
                            steps.add(new SoakStep(round, alike, length, plain));
                        }
                    });
        }
    }

    /** How many of what are open at once. */
    private static Map<ManyStep.Kind, Integer> many(Settings.Counts counts) {
        var many = new EnumMap<ManyStep.Kind, Integer>(ManyStep.Kind.class);
        many.put(ManyStep.Kind.STREAMS, counts.streams());
        many.put(ManyStep.Kind.FAIR_STREAMS, Math.min(counts.streams(), ManyStep.FAIR_COUNT));
        many.put(ManyStep.Kind.WAITS, counts.waits());
        return many;
    }

    /** About how long all of it takes. */
    public Duration expected() {
        return expectedFrom(0);
    }

    /** About how long the steps from this one on take. */
    Duration expectedFrom(int index) {
        return steps.subList(index, steps.size()).stream().map(Step::expected).reduce(Duration.ZERO, Duration::plus);
    }
}
