package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code /metrics} said at one moment. A label is given as it stands there: {@code name="value"}.
 *
 * @param text in Prometheus's format
 */
record Meters(String text) {

    /** What it says now. */
    static Meters of(TargetUnderTest target) throws IOException {
        return new Meters(target.get("/metrics").body());
    }

    /** The lines of the series with this name and these labels. */
    List<String> lines(String name, String... labels) {
        return text.lines()
                .filter(line ->
                        line.startsWith(name + "{") && Arrays.stream(labels).allMatch(line::contains))
                .toList();
    }

    /** The sum of the series with this name and these labels; 0 where there are none yet. */
    double sum(String name, String... labels) {
        return lines(name, labels).stream().mapToDouble(Meters::value).sum();
    }

    /** The greatest value of the series with this name; 0 where there are none. */
    double max(String name) {
        return lines(name).stream().mapToDouble(Meters::value).max().orElse(0);
    }

    /** The value of the one series with this name and these labels. */
    double one(String name, String... labels) {
        List<String> lines = lines(name, labels);
        assertThat(lines).as("the series %s", name + Arrays.toString(labels)).hasSize(1);
        return value(lines.getFirst());
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
