package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.run.ProcessReader.Reading;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How far samples are off their window, and what the harness cost in it. */
class SamplesTest {
    private static final long START = 1_700_000_000_000L;
    private static final long END = START + 2_000;

    private final Samples samples = new Samples();

    @Test
    void samplesAreAsFarOffAsTheFarthestOfThem() {
        machine(START + 1, 0);
        process(START + 2, "target");
        process(START + 31, "generator");
        process(START + 1_000, "target");
        process(START + 1_010, "generator");
        process(END - 12, "target");
        process(END + 3, "generator");
        machine(END + 4, 0);

        assertThat(samples.startOffMillis(START)).isEqualTo(31);
        assertThat(samples.endOffMillis(END)).isEqualTo(-12);
        assertThat(TrustChecks.samplerWindow(31, -12).failed()).isFalse();
    }

    @Test
    void processThatCouldNotBeReadAtTheEndWasNotSampledOverTheWindow() {
        machine(START, 0);
        process(START, "target");
        process(START, "generator");
        process(START + 500, "target");
        process(END, "generator");
        machine(END, 0);

        assertThat(samples.endOffMillis(END)).isEqualTo(-1_500);
        assertThat(TrustChecks.samplerWindow(0, -1_500).failed()).isTrue();
    }

    @Test
    void harnessCostsItsCpuTimeOverTheWindow() {
        machine(START, 5_000_000);
        machine(END, 45_000_000);

        assertThat(samples.harnessCoresBusy().orElseThrow()).isEqualTo(0.02);
        assertThat(TrustChecks.harness(samples.harnessCoresBusy()).failed()).isTrue();
    }

    @Test
    void withoutASampleNothingIsKnown() {
        assertThat(samples.harnessCoresBusy()).isEmpty();
        assertThatThrownBy(() -> samples.startOffMillis(START)).hasMessage("no sample was taken");
    }

    private void machine(long epochMillis, long harnessCpuNanos) {
        var nothing = OptionalLong.empty();
        samples.add(
                epochMillis,
                new MachineCounters(epochMillis * 1_000_000, nothing, nothing, nothing, nothing),
                OptionalLong.of(harnessCpuNanos));
    }

    private void process(long epochMillis, String process) {
        samples.add(epochMillis, epochMillis * 1_000_000, process, new Reading(0, 0, 1, 1), OptionalLong.empty());
    }
}
