package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.Arm;
import claimbench.load.ScenarioCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path lib;

    @Test
    void whatTrainsTheGeneratorAnswersRightly() throws Exception {
        try (var server = new TrainingServer();
                var probe = new HttpProbe("training", server.url(), Duration.ofSeconds(20))) {
            for (Arm arm : ScenarioCatalogue.FANOUT.arms(Map.of("ms", "1"))) {
                String body = probe.get(arm.target());
                assertThat(arm.check().fault(body.getBytes(StandardCharsets.UTF_8)))
                        .as(arm.name())
                        .isNull();
            }
        }
    }

    @Test
    void cacheIsFoundUntilAJarIsNewer() throws Exception {
        Path jar = Files.createFile(lib.resolve("claimbench-load-1.jar"));
        Path file = Files.createFile(lib.resolve("generator-" + Runtime.version() + ".aot"));
        Files.setLastModifiedTime(file, FileTime.from(NOON));

        Files.setLastModifiedTime(jar, FileTime.from(NOON.minusSeconds(1)));
        assertThat(new GeneratorCache(new Installation(lib)).find()).contains(file);

        Files.setLastModifiedTime(jar, FileTime.from(NOON.plusSeconds(1)));
        assertThat(new GeneratorCache(new Installation(lib)).find()).isEmpty();
    }

    @Test
    void runsGoOnWithoutACacheThatCannotBeMade() throws Exception {
        assertThat(new GeneratorCache(new Installation(lib)).make()).isEmpty();
        assertThat(lib).isEmptyDirectory();
    }

    @Test
    void generatorStartsFromTheCache() throws Exception {
        Files.createFile(lib.resolve("claimbench-load-1.jar"));

        assertThat(new Installation(lib).with(lib.resolve("x.aot")).generator(Map.of()))
                .contains("-XX:AOTCache=" + lib.resolve("x.aot"));
        assertThat(new Installation(lib).generator(Map.of())).noneMatch(flag -> flag.startsWith("-XX:AOTCache"));
    }
}
