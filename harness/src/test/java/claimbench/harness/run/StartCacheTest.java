package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.load.Arm;
import claimbench.load.Asker;
import claimbench.load.ScenarioCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path lib;

    @Test
    void whatTrainsTheGeneratorAnswersRightly() throws Exception {
        try (var server = new TrainingServer();
                var probe = new HttpProbe("training", server.url(), Duration.ofSeconds(20))) {
            for (Arm arm : ScenarioCatalogue.FANOUT.arms(Map.of("ms", "1"))) {
                assertThatCode(() -> probe.ask(arm.manner(), arm.ask(new Asker(1, 0))))
                        .as(arm.name())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void cacheIsMadeAndFoundAndNothingElseIsLeft() throws Exception {
        Path jar = TestJar.make(lib, "load", DummyTraining.class);
        var cache = generatorCache(lib);
        assertThat(cache.find()).isEmpty();

        Path file = cache.make();

        assertThat(file).isNotEmptyFile();
        assertThat(cache.find()).contains(file);
        assertThat(files()).containsExactlyInAnyOrder(jar, file);
    }

    @Test
    void cacheOfOtherJarsIsNotFoundEvenIfTheyAreOlder() throws Exception {
        Path jar = TestJar.make(lib, "load", DummyTraining.class);
        var cache = generatorCache(lib);
        Path file = cache.make();
        FileTime time = Files.getLastModifiedTime(jar);

        Files.setLastModifiedTime(jar, FileTime.from(time.toInstant().minusSeconds(60)));
        assertThat(cache.find()).isEmpty();
        Files.setLastModifiedTime(jar, time);
        assertThat(cache.find()).contains(file);
        Path other = Files.writeString(lib.resolve("other.jar"), "");
        assertThat(cache.find()).isEmpty();

        Path second = cache.make();
        assertThat(files()).containsExactlyInAnyOrder(jar, other, second);
    }

    @Test
    void changeOfTheSameLengthAtTheSameTimeIsFoundInOurOwnJars() throws Exception {
        Path jar = TestJar.make(lib, "load", DummyTraining.class);
        var cache = generatorCache(lib);
        cache.make();
        FileTime time = Files.getLastModifiedTime(jar);
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 1;

        Files.write(jar, bytes);
        Files.setLastModifiedTime(jar, time);

        assertThat(cache.find()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void makingThatIsInterruptedLeavesNoFileAndNoProcess() throws Exception {
        Path jar = TestJar.make(lib, "load", DummyEndlessTraining.class);
        var ended = new CompletableFuture<Object>();
        Thread maker = Thread.ofPlatform().start(() -> {
            try {
                ended.complete(generatorCache(lib).make());
            } catch (TrialFailure | InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });
        await().atMost(BOUND).until(() -> ProcessHandle.current().descendants().count() == 2);
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();

        maker.interrupt();

        assertThat(ended.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(files()).containsExactly(jar);
    }

    @Test
    void cacheThatCannotBeMadeSaysWhy() throws Exception {
        assertThatThrownBy(() -> generatorCache(lib).make())
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("claimbench-load-VERSION.jar");
        assertThat(lib).isEmptyDirectory();
        assertThatThrownBy(() -> generatorCache(lib.resolve("nowhere")).make())
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void upstreamIsTrainedByCallsAndEndsByItself() throws Exception {
        Path jar = TestJar.make(lib, "upstream", DummyUpstreamInTraining.class);
        var cache = new StartCache(new Installation(lib), Instrument.UPSTREAM);

        Path file = cache.make();

        assertThat(file).isNotEmptyFile();
        assertThat(cache.find()).contains(file);
        assertThat(files()).containsExactlyInAnyOrder(jar, file);
    }

    @Test
    void upstreamThatCannotBeTrainedSaysWhy() throws Exception {
        Path jar = TestJar.make(lib, "upstream", DummyTraining.class);

        assertThatThrownBy(() -> new StartCache(new Installation(lib), Instrument.UPSTREAM).make())
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("the upstream's training failed: it ended before it was ready");
        assertThat(files()).containsExactly(jar);
    }

    /** By one of its JVM's flags profiles are left out of its cache. */
    @Test
    void targetThatCannotBeTrainedSaysWhyAndLeavesNoProcess() throws Exception {
        TestJar.make(lib, "upstream", DummyUpstreamInTraining.class);
        TestJar.make(lib, "event-loop", DummyTargetThatDies.class);
        var trainee = new TargetInTraining(TargetCatalogue.find("event-loop").orElseThrow());

        assertThatThrownBy(() -> new StartCache(new Installation(lib), trainee).make())
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("target event-loop's training failed: it ended before it was ready");

        assertThat(Files.readAllLines(lib.resolve("flags.txt"))).contains("-XX:-AOTRecordTraining");
        assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
        assertThat(files()).noneMatch(file -> file.toString().contains(".aot"));
    }

    @Test
    void eachProgramStartsFromItsOwnCache() throws Exception {
        for (String module : List.of("load", "upstream", "event-loop")) {
            Files.createFile(lib.resolve("claimbench-" + module + "-1.jar"));
        }
        Path load = lib.resolve("x.aot");
        Path upstream = lib.resolve("y.aot");
        var plain = new Installation(lib);
        Path server = lib.resolve("z.aot");
        Target target = TargetCatalogue.find("event-loop").orElseThrow();
        var prepared = plain.with(Map.of("generator", load, "upstream", upstream, "event-loop", server));

        assertThat(prepared.generator(Map.of())).contains("-XX:AOTCache=" + load);
        assertThat(prepared.upstream()).contains("-XX:AOTCache=" + upstream);
        assertThat(prepared.target(target)).contains("-XX:AOTCache=" + server);
        assertThat(Stream.of(
                                prepared.target(target, List.of()),
                                plain.target(target),
                                plain.generator(Map.of()),
                                plain.upstream())
                        .flatMap(List::stream))
                .noneMatch(flag -> flag.startsWith("-XX:AOT"));
    }

    private static StartCache generatorCache(Path lib) {
        return new StartCache(new Installation(lib), Instrument.GENERATOR);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(lib)) {
            return files.toList();
        }
    }
}
