package claimbench.harness.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In what two runs differ before anything was measured: machine, JDK, versions, plan, flags. Whatever changed between their
 * results may have come from there.
 */
public final class RunDifferences {
    private static final String NONE = "none";

    private RunDifferences() {}

    /**
     * Something that is not the same.
     *
     * @param what in words
     * @param a in run A
     * @param b in run B
     */
    public record Difference(String what, String a, String b) {}

    /** What differs, the most telling first: machine, JDK, claimbench and its libraries, profile, seed, and the rest of the plan. */
    public static List<Difference> of(
            RunRecord a, EnvironmentRecord machineOfA, RunRecord b, EnvironmentRecord machineOfB) {
        var found = new Found();
        found.compare("processor", machineOfA.cpuModel(), machineOfB.cpuModel());
        found.compare("architecture", machineOfA.architecture(), machineOfB.architecture());
        found.compare("cores", cores(machineOfA), cores(machineOfB));
        found.compare("memory", gibibytes(machineOfA), gibibytes(machineOfB));
        found.compare("system", machineOfA.os(), machineOfB.os());
        found.compare("kernel", machineOfA.kernel(), machineOfB.kernel());
        found.compare("JDK", machineOfA.jdk(), machineOfB.jdk());
        found.compare("taskset", word(machineOfA.taskset()), word(machineOfB.taskset()));
        found.compareAll("", a.versions(), b.versions());
        found.compare("commit", a.commit(), b.commit());
        found.compare("profile", a.profile(), b.profile());
        found.compare("seed", a.seed(), b.seed());
        found.compare("rounds", a.rounds(), b.rounds());
        found.compare(
                "stop early", word(a.stopping().early()), word(b.stopping().early()));
        Set<String> both = ids(a);
        both.retainAll(ids(b));
        found.compare("warm-up and window", times(a, both), times(b, both));
        found.compare("cores of target, generator, upstream", pinning(a, both), pinning(b, both));
        found.compare("JVM flags of targets", flags(a.jvmFlags()), flags(b.jvmFlags()));
        found.compare("JVM flags of the upstream", flags(a.upstreamJvmFlags()), flags(b.upstreamJvmFlags()));
        found.compare("JVM flags of the generator", flags(a.generatorJvmFlags()), flags(b.generatorJvmFlags()));
        found.compare("caches to start from", word(a.startCaches()), word(b.startCaches()));
        found.compare("database", a.database(), b.database());
        found.compareAll("URL of ", a.targetUrls(), b.targetUrls());
        return List.copyOf(found.differences);
    }

    private static String cores(EnvironmentRecord machine) {
        return machine.cores().size() + " ("
                + machine.cores().stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
    }

    /** To the nearest: what a kernel keeps for itself changes from one start to the next. */
    private static String gibibytes(EnvironmentRecord machine) {
        return Math.round(machine.memoryBytes() / (double) (1 << 30)) + " GiB";
    }

    private static String times(RunRecord run, Set<String> ids) {
        return distinct(run, ids, trial -> {
            Workload load = trial.condition().workload();
            return load.warmUpMillis() + " + " + load.windowMillis() + " ms";
        });
    }

    private static String pinning(RunRecord run, Set<String> ids) {
        return distinct(run, ids, trial -> {
            CpuSets cpus = trial.condition().cpus();
            return cpus.target() + " " + cpus.generator() + " " + cpus.upstream();
        });
    }

    /** Conditions of a run: what only one of two runs has is no difference between the figures of both. */
    private static Set<String> ids(RunRecord run) {
        return run.plan().stream().map(trial -> trial.condition().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String distinct(RunRecord run, Set<String> ids, Function<PlannedTrial, String> reading) {
        return run.plan().stream()
                .filter(trial -> ids.contains(trial.condition().id()))
                .map(reading)
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String flags(List<String> flags) {
        return flags.isEmpty() ? NONE : String.join(" ", flags);
    }

    private static String word(boolean there) {
        return there ? "yes" : "no";
    }

    private static final class Found {
        private final List<Difference> differences = new ArrayList<>();

        void compare(String what, @Nullable Object a, @Nullable Object b) {
            if (!Objects.equals(a, b)) {
                differences.add(new Difference(what, a == null ? NONE : a.toString(), b == null ? NONE : b.toString()));
            }
        }

        void compareAll(String before, Map<String, String> a, Map<String, String> b) {
            var names = new TreeSet<>(a.keySet());
            names.addAll(b.keySet());
            names.forEach(name -> compare(before + name, a.get(name), b.get(name)));
        }
    }
}
