package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's files as a machine would show them that has the fault in question, and as one without it would. */
class MachineChecksTest {
    private static final long SECOND = 1_000_000_000;
    private static final List<Integer> CORES = List.of(0, 1);

    @TempDir
    private Path root;

    private KernelFiles kernel;

    @BeforeEach
    void kernel() {
        kernel = new KernelFiles(root);
    }

    @Test
    void noisyNeighbourIsFoundByWhatTheCoresDidAndWeDidNot() {
        Finding quiet = otherLoad(SECOND, SECOND);
        Finding noisy = otherLoad(SECOND + SECOND / 4, SECOND);

        assertThat(quiet.state()).isEqualTo(State.PASSED);
        assertThat(noisy.check()).isEqualTo(TrustCheck.OTHER_LOAD);
        assertThat(noisy.state()).isEqualTo(State.FAILED);
        assertThat(noisy.detail()).isEqualTo("0.25 of 2 cores busy with others, at most 0.10 allowed");
    }

    @Test
    void whatTheKernelDoesNotShowHasNotPassed() throws IOException {
        MachineCounters nothing = MachineCounters.read(kernel, CORES);

        assertThat(List.of(
                        MachineChecks.otherLoad(nothing, nothing, OptionalLong.of(1), 2),
                        MachineChecks.steal(nothing, nothing, 2, true, false),
                        MachineChecks.throttling(nothing, nothing),
                        MachineChecks.swap(nothing, nothing),
                        MachineChecks.clockSource(kernel),
                        MachineChecks.frequencyGovernor(kernel, CORES)))
                .allSatisfy(finding -> assertThat(finding.state()).isEqualTo(State.UNKNOWN));
        assertThat(MachineChecks.otherLoad(
                                counters(0, 0, null, null), counters(0, 0, null, null), OptionalLong.empty(), 2)
                        .state())
                .as("a process of ours that was not read")
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void timeOfTheseCoresIsReadAndNotOfOthers() throws IOException {
        plant("proc/stat", """
                        cpu  999 999 999 999 999 999 999 999 0 0
                        cpu0 100 10 20 5000 7 3 4 2 0 0
                        cpu1 200 0 30 5000 0 0 0 1 0 0
                        cpu2 999 999 999 5000 0 0 0 999 0 0
                        intr 1 2 3
                        """);

        MachineCounters counters = MachineCounters.read(kernel, CORES);

        assertThat(counters.busyNanos()).hasValue((100 + 10 + 20 + 200 + 30) * 10_000_000L);
        assertThat(counters.stolenNanos()).hasValue(3 * 10_000_000L);
        assertThat(MachineCounters.read(kernel, List.of(0, 7)).busyNanos())
                .as("a core that is not shown")
                .isEmpty();
    }

    @Test
    void stolenTimeIsFound() {
        assertThat(steal(SECOND / 50, true, true).state()).isEqualTo(State.PASSED);
        Finding stolen = steal(SECOND / 10, true, true);
        assertThat(stolen.state()).isEqualTo(State.FAILED);
        assertThat(stolen.detail()).isEqualTo("5.0 % of the cores' time, at most 2.0 % allowed");
        assertThat(steal(SECOND / 25 + SECOND / 2_500, true, true).detail())
                .as("a little over the limit")
                .isEqualTo("2.02 % of the cores' time, at most 2.0 % allowed");
    }

    @Test
    void hypervisorThatNeverReportsStolenTimeMayJustNotTell() {
        assertThat(steal(0, false, true).state()).isEqualTo(State.UNKNOWN);
        assertThat(steal(0, false, false).state()).as("bare metal").isEqualTo(State.PASSED);
        assertThat(steal(0, true, true).state()).isEqualTo(State.PASSED);
    }

    @Test
    void throttledContainerIsFoundInEitherVersionOfControlGroups() throws IOException {
        plant("proc/self/cgroup", "0::/box\n");
        plant("sys/fs/cgroup/box/cpu.stat", "usage_usec 5\nnr_periods 9\nnr_throttled 0\nthrottled_usec 0\n");
        MachineCounters start = MachineCounters.read(kernel, CORES);
        plant("sys/fs/cgroup/box/cpu.stat", "usage_usec 5\nnr_periods 9\nnr_throttled 3\nthrottled_usec 900000\n");
        MachineCounters end = MachineCounters.read(kernel, CORES);
        assertThat(end.throttledNanos()).hasValue(900_000_000);
        assertThat(MachineChecks.throttling(start, start).state()).isEqualTo(State.PASSED);
        assertThat(MachineChecks.throttling(start, end).state()).isEqualTo(State.FAILED);

        // As in a container, where the path is the host's and the folder is the container's own.
        plant("proc/self/cgroup", "4:memory:/docker/1\n1:cpu,cpuacct:/docker/1\n");
        plant("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 9\nnr_throttled 3\nthrottled_time 77\n");
        assertThat(MachineCounters.read(kernel, CORES).throttledNanos()).hasValue(77);
    }

    @Test
    void groupWithoutQuotaSaysNothingOfThoseFurtherOut() throws IOException {
        plant("proc/self/cgroup", "0::/\n");
        plant("sys/fs/cgroup/cpu.stat", "usage_usec 5\nuser_usec 3\n");

        assertThat(MachineCounters.read(kernel, CORES).throttledNanos()).isEmpty();
    }

    @Test
    void swappedPagesAreFound() throws IOException {
        plant("proc/vmstat", "nr_free_pages 1\npswpin 10\npswpout 5\n");
        MachineCounters start = MachineCounters.read(kernel, CORES);
        plant("proc/vmstat", "nr_free_pages 1\npswpin 12\npswpout 5\n");
        MachineCounters end = MachineCounters.read(kernel, CORES);

        assertThat(MachineChecks.swap(start, start).state()).isEqualTo(State.PASSED);
        assertThat(MachineChecks.swap(start, end).state()).isEqualTo(State.FAILED);
        assertThat(MachineChecks.swap(start, end).detail()).isEqualTo("2 pages swapped in the window");
    }

    @Test
    void slowClockIsFound() throws IOException {
        String file = "sys/devices/system/clocksource/clocksource0/current_clocksource";
        plant(file, "tsc\n");
        assertThat(MachineChecks.clockSource(kernel).state()).isEqualTo(State.PASSED);
        plant(file, "acpi_pm\n");
        assertThat(MachineChecks.clockSource(kernel).state()).isEqualTo(State.FAILED);
    }

    @Test
    void oneCoreWhoseFrequencyFollowsTheLoadIsFound() throws IOException {
        plant("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        assertThat(MachineChecks.frequencyGovernor(kernel, CORES).state())
                .as("one core is not shown")
                .isEqualTo(State.UNKNOWN);
        plant("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
        assertThat(MachineChecks.frequencyGovernor(kernel, CORES).state()).isEqualTo(State.PASSED);
        plant("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave\n");
        assertThat(MachineChecks.frequencyGovernor(kernel, CORES).state()).isEqualTo(State.FAILED);
    }

    @Test
    void smallPacketsOnTheLoopbackAreFound() {
        assertThat(MachineChecks.loopbackMtu("lo", 65_536).state()).isEqualTo(State.PASSED);
        assertThat(MachineChecks.loopbackMtu("lo", 1_500).state()).isEqualTo(State.FAILED);
        assertThat(MachineChecks.loopbackMtu().state()).isNotEqualTo(State.UNKNOWN);
    }

    @Test
    void virtualMachineIsKnownByItsProcessor() throws IOException {
        assertThat(MachineChecks.isVirtual(kernel)).isFalse();
        plant("proc/cpuinfo", "processor : 0\nflags : fpu vme hypervisor lahf_lm\n");
        assertThat(MachineChecks.isVirtual(kernel)).isTrue();
    }

    private static Finding otherLoad(long busyNanos, long oursNanos) {
        return MachineChecks.otherLoad(
                counters(0, 0, 0L, 0L), counters(SECOND, busyNanos, 0L, 0L), OptionalLong.of(oursNanos), 2);
    }

    private static Finding steal(long stolenNanos, boolean everStolen, boolean virtual) {
        return MachineChecks.steal(
                counters(0, 0, 0L, 0L), counters(SECOND, 0, stolenNanos, 0L), 2, everStolen, virtual);
    }

    private static MachineCounters counters(
            long nanoTime, long busyNanos, @Nullable Long stolenNanos, @Nullable Long throttledNanos) {
        return new MachineCounters(
                nanoTime,
                OptionalLong.of(busyNanos),
                optional(stolenNanos),
                optional(throttledNanos),
                OptionalLong.of(0));
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private void plant(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
