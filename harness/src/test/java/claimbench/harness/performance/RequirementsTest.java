package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.EnvironmentRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequirementsTest {
    private static final Set<Part> ALL = EnumSet.allOf(Part.class);

    @Test
    void machineWithEverythingIsTaken() {
        assertThat(Requirements.missing(
                        ALL, Settings.Counts.DEFAULT, machine(List.of(0, 1), true, 20_000, 8L << 30), true))
                .isEmpty();
    }

    @Test
    void oneCoreIsTooFew() {
        assertThat(Requirements.missing(
                        ALL, Settings.Counts.DEFAULT, machine(List.of(3), true, 20_000, 8L << 30), true))
                .hasValueSatisfying(text -> assertThat(text).contains("two cores", "may use 1"));
    }

    @Test
    void missingToolsAreNamedWithHowToInstallThem() {
        assertThat(Requirements.missing(
                        ALL, Settings.Counts.DEFAULT, machine(List.of(0, 1), false, 20_000, 8L << 30), true))
                .hasValueSatisfying(text -> assertThat(text).contains("taskset", "apt-get install util-linux"));
        assertThat(Requirements.missing(
                        ALL, Settings.Counts.DEFAULT, machine(List.of(0, 1), true, 20_000, 8L << 30), false))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("apt-get install wrk", "--only idle,micro,overload,leaving,soak,streams"));
    }

    @Test
    void toolOfAPartThatIsNotAskedForIsNotMissed() {
        assertThat(Requirements.missing(
                        EnumSet.of(Part.IDLE, Part.MICRO),
                        Settings.Counts.DEFAULT,
                        machine(List.of(0, 1), true, 20_000, 8L << 30),
                        false))
                .isEmpty();
    }

    @Test
    void tooFewOpenFilesAreSaidWithTheNumberThatIsNeeded() {
        assertThat(Requirements.missing(
                        ALL, Settings.Counts.DEFAULT, machine(List.of(0, 1), true, 10_999, 8L << 30), true))
                .hasValueSatisfying(text -> assertThat(text).contains("11000 open files", "10999", "ulimit -n 11000"));
        assertThat(Requirements.missing(
                        EnumSet.of(Part.MICRO),
                        Settings.Counts.DEFAULT,
                        machine(List.of(0, 1), true, 1_024, 8L << 30),
                        true))
                .isEmpty();
    }

    @Test
    void tooLittleMemoryIsSaid() {
        assertThat(Requirements.missing(
                        ALL, Settings.Counts.DEFAULT, machine(List.of(0, 1), true, 20_000, 1L << 30), true))
                .hasValueSatisfying(text -> assertThat(text).contains("2500 MiB", "1024 MiB are available"));
    }

    private static EnvironmentRecord machine(List<Integer> cores, boolean taskset, long openFiles, long bytes) {
        return new EnvironmentRecord(
                EnvironmentRecord.SCHEMA, "", "", "", "", cores, bytes, bytes, "", openFiles, taskset, 0, bytes);
    }
}
