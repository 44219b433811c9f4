package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsPartsTest {
    private static final long START = 1_600_000_000;

    @TempDir
    private Path folder;

    private Path into = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        into = Files.createDirectory(folder.resolve("parts"));
    }

    private static List<String> family(String name, int seconds) {
        return Stream.concat(
                        Stream.of("# TYPE " + name + " gauge"),
                        IntStream.range(0, seconds)
                                .mapToObj(second -> name + "{run=\"a b } 1.5\"} 7 " + (START + second) + ".250"))
                .toList();
    }

    private Path text(String... more) throws IOException {
        return Files.write(
                folder.resolve("metrics.om"),
                Stream.of(family("a", 300).stream(), family("b", 300).stream(), Stream.of(more), Stream.of("# EOF"))
                        .flatMap(lines -> lines)
                        .toList());
    }

    private static List<String> samples(Path part) throws IOException {
        return Files.readAllLines(part).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static long time(String sample) {
        return Long.parseLong(sample.substring(sample.lastIndexOf(' ') + 1).replace(".", ""));
    }

    @Test
    void eachPartHasAPeriodOfItsOwnAndTogetherTheyHaveEverySampleOnce() throws IOException {
        Path text = text();

        List<Path> parts = MetricsParts.of(text, 3, into);

        assertThat(parts).hasSize(3);
        long end = 0;
        for (Path part : parts) {
            List<Long> times =
                    samples(part).stream().map(MetricsPartsTest::time).sorted().toList();
            assertThat(times).hasSizeBetween(150, 250);
            assertThat(times.getFirst()).isGreaterThan(end);
            end = times.getLast();
        }
        assertThat(parts.stream().flatMap(part -> {
                    try {
                        return samples(part).stream();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .containsExactlyInAnyOrderElementsOf(samples(text));
    }

    @Test
    void eachPartIsAWholeText() throws IOException {
        for (Path part : MetricsParts.of(text(), 2, into)) {
            assertThat(Files.readAllLines(part).stream().filter(line -> line.startsWith("#")))
                    .containsExactly("# TYPE a gauge", "# TYPE b gauge", "# EOF");
            assertThat(Files.readString(part)).endsWith("\n# EOF\n");
        }
    }

    @Test
    void lineThatIsLongerThanWhatIsReadAtOnceIsKeptWhole() throws IOException {
        String line = "c{name=\"" + "x".repeat(3_000_000) + "\"} 1 " + START + ".000";

        List<Path> parts = MetricsParts.of(text("# TYPE c gauge", line), 2, into);

        assertThat(samples(parts.getFirst())).contains(line);
        assertThat(samples(parts.getLast())).doesNotContain(line);
    }

    @Test
    void timesWithAnyNumberOfDecimalsAreInTheirPart() throws IOException {
        Path text = text(
                "# TYPE d gauge", "d 1 " + START, "d 2 " + (START + 299) + ".1", "d 3 " + (START + 299) + ".12345");

        List<Path> parts = MetricsParts.of(text, 2, into);

        assertThat(samples(parts.getFirst())).contains("d 1 " + START);
        assertThat(samples(parts.getLast())).contains("d 2 " + (START + 299) + ".1", "d 3 " + (START + 299) + ".12345");
    }

    @Test
    void lineWithoutATimeIsLeftForTheToolToComplainOf() throws IOException {
        assertThat(samples(MetricsParts.of(text("nonsense"), 2, into).getFirst()))
                .contains("nonsense");
    }

    @Test
    void oneTimeOrNoneIsOnePartWhichIsTheTextItself() throws IOException {
        Path one = Files.writeString(folder.resolve("one.om"), "# TYPE a gauge\na 1 " + START + "\n# EOF\n");
        Path none = Files.writeString(folder.resolve("none.om"), "# EOF\n");

        assertThat(MetricsParts.of(one, 4, into)).containsExactly(one);
        assertThat(MetricsParts.of(none, 4, into)).containsExactly(none);
        assertThat(MetricsParts.of(text(), 1, into)).hasSize(1);
        assertThat(into).isEmptyDirectory();
    }
}
