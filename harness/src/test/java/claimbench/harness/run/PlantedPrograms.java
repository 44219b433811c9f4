package claimbench.harness.run;

import claimbench.harness.experiment.Target;
import claimbench.harness.result.Trial.RequestCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A target, an upstream and a generator, each with its fault or without.
 *
 * @param answeredMin how many requests must be answered in the window
 * @param upstreamLateMillis how much later than asked the upstream answers
 */
record PlantedPrograms(
        PlantedTarget.Fault target, PlantedGenerator.Fault generator, long answeredMin, int upstreamLateMillis)
        implements Programs {
    static final Target TARGET = new Target("planted", "a target with one fault", "", List.of(), null);

    static PlantedPrograms honest() {
        return new PlantedPrograms(PlantedTarget.Fault.NONE, PlantedGenerator.Fault.NONE, 0, 0);
    }

    PlantedPrograms with(PlantedTarget.Fault fault) {
        return new PlantedPrograms(fault, generator, answeredMin, upstreamLateMillis);
    }

    PlantedPrograms with(PlantedGenerator.Fault fault) {
        return new PlantedPrograms(target, fault, answeredMin, upstreamLateMillis);
    }

    PlantedPrograms withAnswered(long min) {
        return new PlantedPrograms(target, generator, min, upstreamLateMillis);
    }

    PlantedPrograms withUpstreamLateBy(int millis) {
        return new PlantedPrograms(target, generator, answeredMin, millis);
    }

    @Override
    public List<String> target(Target ours) throws TrialFailure {
        return DummyPrograms.java(PlantedTarget.class, target.name());
    }

    @Override
    public List<String> upstream() throws TrialFailure {
        return DummyPrograms.java(PlantedUpstream.class, Integer.toString(upstreamLateMillis));
    }

    @Override
    public List<String> database() throws TrialFailure {
        return DummyPrograms.java(DummyDatabase.class);
    }

    @Override
    public List<String> generator(Map<String, String> properties) throws TrialFailure {
        var command = new ArrayList<>(DummyPrograms.java(PlantedGenerator.class));
        int main = command.size() - 1;
        properties.forEach((name, value) -> command.add(main, "-D" + name + "=" + value));
        command.addAll(List.of(generator.name(), Long.toString(answeredMin)));
        return command;
    }

    /** Reads what {@link PlantedGenerator} writes in place of Gatling's log. */
    static Map<String, RequestCount> count(Path log) throws IOException {
        var counts = new TreeMap<String, RequestCount>();
        for (String line : Files.readAllLines(log)) {
            String[] words = line.split(" ", -1);
            counts.put(words[0], new RequestCount(Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
        return counts;
    }
}
