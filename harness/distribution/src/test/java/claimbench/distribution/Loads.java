package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.GeneratorReport;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** What a load left behind: that it has ended well says nothing of the answers that it got. */
final class Loads {
    private static final JsonMapper JSON = new JsonMapper();

    private Loads() {}

    /**
     * Requests of the window were answered, and none failed.
     *
     * @param out the load's folder
     */
    static void assertAnswered(Product.Running load, Path out) {
        assertThat(load.exitCode()).as(load.printed()).isZero();
        GeneratorReport report =
                JSON.readValue(out.resolve(GeneratorReport.FILE).toFile(), GeneratorReport.class);
        assertThat(report.failures()).as(load.printed()).isEmpty();
        assertThat(report.requests())
                .as(load.printed())
                .isNotEmpty()
                .allSatisfy((name, count) -> assertThat(count.failed()).as(name).isZero());
        assertThat(report.requests().values().stream()
                        .mapToLong(GeneratorReport.Count::answered)
                        .sum())
                .as(load.printed())
                .isPositive();
    }
}
