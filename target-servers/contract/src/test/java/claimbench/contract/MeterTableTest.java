package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of meters keeps Prometheus' conventions, and the page shows just this table. */
class MeterTableTest {
    private static final Path PAGE = Path.of("../../harness/docs/metrics.md");
    private static final String BEGIN = "<!-- The table is made from claimbench.contract.Meter. -->\n";
    private static final String END = "<!-- End of the table. -->\n";

    @ParameterizedTest
    @EnumSource
    void nameIsOnePrometheusTakesAndEndsInItsUnit(Meter meter) {
        assertThat(meter.family()).matches("[a-z][a-z_]*[a-z]").doesNotEndWith("_total");
        if (meter.unit() != Meter.Unit.NONE) {
            assertThat(meter.family()).endsWith("_" + meter.unit().text());
        }
        if (meter.type() == Meter.Type.HISTOGRAM || meter.type() == Meter.Type.SUMMARY) {
            assertThat(meter.unit()).isEqualTo(Meter.Unit.SECONDS);
        }
    }

    @Test
    void noTwoMetersHaveASampleInCommon() {
        Set<String> seen = new HashSet<>();
        for (Meter meter : Meter.values()) {
            for (String sample : meter.samples()) {
                assertThat(seen.add(sample)).as(sample).isTrue();
                assertThat(Meter.ofSample(sample)).contains(meter);
            }
        }
        assertThat(Meter.ofSample("up")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void processShowsWhatNamesIt(MeteredProcess process) {
        assertThat(Meter.of(process))
                .contains(Meter.PROCESS_CPU, Meter.JVM_MEMORY_USED)
                .allMatch(meter -> meter.processes().contains(process));
    }

    @Test
    void pageShowsTheTable() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("'%s' in %s", BEGIN.strip(), PAGE).isNotNegative();
        assertThat(end).as("'%s' in %s", END.strip(), PAGE).isGreaterThan(begin);
        Path made = Path.of("target/metrics.md");
        Files.createDirectories(Path.of("target"));
        Files.writeString(made, page.substring(0, begin) + BEGIN + table() + page.substring(end));
        assertThat(page).as("the page; made anew, it is in %s", made).isEqualTo(Files.readString(made));
    }

    private static String table() {
        var text = new StringBuilder(
                "\n| name | type | unit | labels | shown by | meaning |\n|---|---|---|---|---|---|\n");
        for (Meter meter : Meter.values()) {
            text.append("| `")
                    .append(meter.type() == Meter.Type.COUNTER ? meter.sample() : meter.family())
                    .append("` | ")
                    .append(words(meter.type()))
                    .append(" | ")
                    .append(meter.unit() == Meter.Unit.NONE ? "" : meter.unit().text())
                    .append(" | ")
                    .append(meter.labels().stream()
                            .map(label -> "`" + label + "`")
                            .collect(Collectors.joining(" ")))
                    .append(" | ")
                    .append(shownBy(meter.processes()))
                    .append(" | ")
                    .append(meter.meaning())
                    .append(
                            switch (meter.presence()) {
                                case ALWAYS -> "";
                                case AFTER_AN_EVENT -> " *A series comes with its first event.*";
                                case WHERE_SHOWN -> " *May be missing.*";
                            })
                    .append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static String shownBy(Set<MeteredProcess> processes) {
        if (processes.equals(MeteredProcess.ALL)) {
            return "all";
        }
        if (processes.equals(MeteredProcess.SERVERS)) {
            return "targets, upstream";
        }
        return processes.equals(MeteredProcess.TARGETS)
                ? "targets"
                : Arrays.stream(MeteredProcess.values())
                        .filter(processes::contains)
                        .map(MeteredProcess::wireName)
                        .collect(Collectors.joining(", "));
    }

    private static String words(Meter.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
