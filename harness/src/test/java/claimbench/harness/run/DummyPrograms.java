package claimbench.harness.run;

import claimbench.harness.experiment.Target;
import claimbench.harness.result.Trial.RequestCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts dummies from the class path of the tests. The options of a target are the arguments of {@link DummyTarget}. */
final class DummyPrograms implements Programs {
    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));

    private final List<String> generatorArguments;
    private final List<String> databaseArguments;

    DummyPrograms(String... generatorArguments) {
        this(List.of(generatorArguments), List.of());
    }

    private DummyPrograms(List<String> generatorArguments, List<String> databaseArguments) {
        this.generatorArguments = generatorArguments;
        this.databaseArguments = databaseArguments;
    }

    /** With a database that is broken as the arguments of {@link DummyDatabase} say. */
    static DummyPrograms withDatabase(String... arguments) {
        return new DummyPrograms(List.of(), List.of(arguments));
    }

    /** A target that is broken in this way, and named after it. */
    static Target target(String mode, String... more) {
        var options = new ArrayList<>(List.of(mode));
        options.addAll(List.of(more));
        return new Target(mode, "a dummy", "", options, null);
    }

    /** The command of a main class of the tests. */
    static List<String> java(Class<?> main, String... arguments) throws TrialFailure {
        var command = new ArrayList<String>();
        command.add(Installation.javaLauncher().toString());
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", CLASS_PATH));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public List<String> target(Target target) throws TrialFailure {
        return java(DummyTarget.class, target.options().toArray(String[]::new));
    }

    @Override
    public List<String> upstream() throws TrialFailure {
        throw new TrialFailure("not installed: no dummy needs an upstream");
    }

    @Override
    public List<String> database() throws TrialFailure {
        return java(DummyDatabase.class, databaseArguments.toArray(String[]::new));
    }

    /** Not null at all, but as cheap as the generator is slow. */
    @Override
    public List<String> nullServer() throws TrialFailure {
        return java(DummyTarget.class, "honest");
    }

    @Override
    public List<String> generator(Map<String, String> properties) throws TrialFailure {
        var command = new ArrayList<>(java(DummyGenerator.class));
        int main = command.size() - 1;
        properties.forEach((name, value) -> command.add(main, "-D" + name + "=" + value));
        command.addAll(generatorArguments);
        return command;
    }

    /** Reads what {@link DummyGenerator} writes in place of Gatling's log. */
    static Map<String, RequestCount> count(Path log) throws IOException {
        String[] words = Files.readString(log).split(" ", -1);
        return Map.of(words[0], new RequestCount(Long.parseLong(words[1]), Long.parseLong(words[2])));
    }
}
