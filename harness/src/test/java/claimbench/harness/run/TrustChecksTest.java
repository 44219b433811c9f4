package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.Trial.GeneratorReading;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.TrustCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustChecksTest {

    @Test
    void lagBeyondTheLimitIsFound() {
        assertThat(TrustChecks.lag(generator(10_000_000, 0.0, 1)).state()).isEqualTo(State.PASSED);
        assertThat(TrustChecks.lag(generator(10_000_001, 0.0, 1)).state()).isEqualTo(State.FAILED);
    }

    @Test
    void busyGeneratorIsFoundRelativeToItsCores() {
        assertThat(TrustChecks.cpu(generator(0, 0.8, 1)).state()).isEqualTo(State.PASSED);
        Finding busy = TrustChecks.cpu(generator(0, 0.81, 1));
        assertThat(busy.state()).isEqualTo(State.FAILED);
        assertThat(busy.detail()).isEqualTo("81 % of 1 core, at most 80 % allowed");
        assertThat(TrustChecks.cpu(generator(0, 0.81, 2)).state()).isEqualTo(State.PASSED);
    }

    @Test
    void generatorThatCouldNotBeReadIsDoubtful() {
        Finding unread = TrustChecks.cpu(generator(0, null, 1));

        assertThat(unread.state()).isEqualTo(State.FAILED);
        assertThat(unread.detail()).startsWith("not read");
    }

    @Test
    void oneFailedRequestIsFound() {
        assertThat(TrustChecks.errors(Map.of("a", new RequestCount(10, 0)), List.of())
                        .state())
                .isEqualTo(State.PASSED);
        Finding finding = TrustChecks.errors(Map.of("a", new RequestCount(10, 1)), List.of("a: refused"));
        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail()).isEqualTo("1 failed; the first: a: refused");
    }

    @Test
    void answerThatLooksRightAndIsWrongIsFoundApartFromOtherFailures() {
        Map<String, RequestCount> requests = Map.of("a", new RequestCount(10, 2));

        assertThat(TrustChecks.bodies(requests, 0, List.of("a: no answer: refused", "a: status 503, not 200"))
                        .state())
                .isEqualTo(State.PASSED);
        Finding wrong = TrustChecks.bodies(requests, 1, List.of("a: no answer", "a: waitedMs is 7, not 1"));
        assertThat(wrong.state()).isEqualTo(State.FAILED);
        assertThat(wrong.detail()).isEqualTo("1 wrong in the window, 10 right; the first: a: waitedMs is 7, not 1");
        assertThat(TrustChecks.bodies(requests, 1, List.of("a: no answer")).state())
                .as("other failures came first")
                .isEqualTo(State.FAILED);
    }

    @Test
    void connectionsThatGrowBeyondTheUsersAreFound() {
        assertThat(TrustChecks.connections(Optional.of(130), 100).state()).isEqualTo(State.PASSED);
        assertThat(TrustChecks.connections(Optional.of(131), 100).state()).isEqualTo(State.FAILED);
        assertThat(TrustChecks.connections(Optional.empty(), 100).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void generatorNearItsCeilingIsFound() {
        assertThat(TrustChecks.ceiling(5_000, Optional.of(10_000.0)).state()).isEqualTo(State.PASSED);
        Finding near = TrustChecks.ceiling(6_000, Optional.of(10_000.0));
        assertThat(near.state()).isEqualTo(State.FAILED);
        assertThat(near.detail())
                .isEqualTo("6,000 requests/s, 60.0 % of the 10,000 to a null server, at most 50 % allowed");
        assertThat(TrustChecks.ceiling(5_000, Optional.empty()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void timeThatNoResponseTimeShowsIsFoundByLittlesLaw() {
        assertThat(little(1_000, 998.2).state()).isEqualTo(State.PASSED);
        // A generator that times half of each request: the rest is nowhere.
        Finding half = little(1_000, 500);
        assertThat(half.state()).isEqualTo(State.FAILED);
        assertThat(half.detail())
                .isEqualTo("500.0 requests under way on average with 1000 users: -50.0 %, at most 10 % allowed");
        assertThat(little(1_000, 1_200).state()).isEqualTo(State.FAILED);
        assertThat(TrustChecks.littlesLaw(10, Map.of("wait", 9.9), 3).state()).isEqualTo(State.UNKNOWN);
        assertThat(TrustChecks.littlesLaw(10, null, 0).state()).isEqualTo(State.UNKNOWN);
    }

    private static Finding little(int users, double underWay) {
        return TrustChecks.littlesLaw(users, Map.of("slow", 0.25 * underWay, "fast", 0.75 * underWay), 0);
    }

    @Test
    void limitOfFilesBelowWhatTheLoadNeedsIsFound() {
        assertThat(TrustChecks.descriptors(Map.of("target", 1_300L, "generator", 9_999L), 1_000)
                        .state())
                .isEqualTo(State.PASSED);
        Finding few = TrustChecks.descriptors(Map.of("target", 1_024L, "generator", 9_999L), 1_000);
        assertThat(few.state()).isEqualTo(State.FAILED);
        assertThat(few.detail()).isEqualTo("target 1024, 1300 needed");
        assertThat(TrustChecks.descriptors(Map.of(), 1_000).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void harnessThatCostsMoreThanAHundredthOfACoreIsFound() {
        assertThat(TrustChecks.harness(Optional.of(0.01)).state()).isEqualTo(State.PASSED);
        assertThat(TrustChecks.harness(Optional.of(0.011)).detail()).isEqualTo("1.10 % of a core, at most 1 % allowed");
        assertThat(TrustChecks.harness(Optional.of(0.01003)).detail())
                .isEqualTo("1.003 % of a core, at most 1 % allowed");
        assertThat(TrustChecks.harness(Optional.of(0.011)).state()).isEqualTo(State.FAILED);
        assertThat(TrustChecks.harness(Optional.empty()).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void samplesOfAnotherWindowAreFound() {
        assertThat(TrustChecks.samplerWindow(50, -50).state()).isEqualTo(State.PASSED);
        assertThat(TrustChecks.samplerWindow(51, 0).state()).isEqualTo(State.FAILED);
        assertThat(TrustChecks.samplerWindow(0, -51).state()).isEqualTo(State.FAILED);
    }

    @Test
    void everyCheckSaysWhatItMeansAndWhatToDo() {
        assertThat(TrustCheck.values()).allSatisfy(check -> {
            assertThat(check.meaning()).endsWith(".");
            assertThat(check.remedy()).endsWith(".");
        });
    }

    @Test
    void lateUpstreamIsFound() {
        assertThat(TrustChecks.lateness(10_000_000).state()).isEqualTo(State.PASSED);
        assertThat(TrustChecks.lateness(10_000_001).state()).isEqualTo(State.FAILED);
    }

    @Test
    void countsThatDifferAreNamed() {
        Map<String, RequestCount> recorded = Map.of("a", new RequestCount(10, 1));

        assertThat(TrustChecks.counts(recorded, recorded).state()).isEqualTo(State.PASSED);
        assertThat(TrustChecks.counts(recorded, Map.of("a", new RequestCount(11, 1)))
                        .detail())
                .isEqualTo("a: recorded 10 answered and 1 failed, logged 11 answered and 1 failed");
        assertThat(TrustChecks.counts(recorded, Map.of()).state()).isEqualTo(State.FAILED);
        assertThat(TrustChecks.counts(Map.of(), recorded).detail()).isEqualTo("a: logged only");
    }

    @Test
    void tooFewRequestsOfANameAreFound() {
        assertThat(TrustChecks.enough(Map.of("a", new RequestCount(10, 0))).state())
                .isEqualTo(State.PASSED);
        Finding few = TrustChecks.enough(Map.of("a", new RequestCount(10, 0), "b", new RequestCount(9, 5)));
        assertThat(few.state()).isEqualTo(State.FAILED);
        assertThat(few.detail()).startsWith("b 9;");
        assertThat(TrustChecks.enough(Map.of()).state()).isEqualTo(State.FAILED);
    }

    @Test
    void processOnOtherCoresIsFound() {
        Finding wrong = placed(List.of(0), Optional.of(List.of(0, 1)));
        assertThat(wrong.check()).isEqualTo(TrustCheck.CPU_SETS);
        assertThat(wrong.state()).isEqualTo(State.FAILED);
        assertThat(wrong.detail()).isEqualTo("target may use cores 0,1, planned 0");
        Finding untold = placed(List.of(0), Optional.empty());
        assertThat(untold.state()).as("what the kernel does not say").isEqualTo(State.FAILED);
        assertThat(untold.detail()).isEqualTo("target may use unknown cores, planned 0");
    }

    @Test
    void onlyCoresThatTheKernelNamesHavePassed() {
        Finding right = placed(List.of(0), Optional.of(List.of(0)));
        assertThat(right.state()).isEqualTo(State.PASSED);
        assertThat(right.detail()).isEqualTo("target 0, generator 1");

        Finding free = placed(List.of(), Optional.of(List.of(0, 1)));
        assertThat(free.state()).as("nobody kept it anywhere").isEqualTo(State.UNKNOWN);
        assertThat(free.detail()).isEqualTo("not pinned: every process may use every core");
    }

    @Test
    void withoutTasksetNoProcessIsKnownToStayOnItsCores() throws Exception {
        Finding finding = Doctor.cpuSets(List.of(0), Optional.empty());

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.detail()).isEqualTo("not pinned: every process may use every core");
    }

    private static Finding placed(List<Integer> planned, Optional<List<Integer>> actual) {
        return TrustChecks.placed(
                List.of(
                        new TrustChecks.Placed("target", planned, actual),
                        new TrustChecks.Placed("generator", List.of(1), Optional.of(List.of(1)))),
                "target 0, generator 1");
    }

    @Test
    void kernelsNotationOfCoresIsRead() {
        assertThat(Affinity.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(Affinity.parse("5")).containsExactly(5);
    }

    @Test
    void coresBusyIsADifferenceOverTheWindow() {
        var samples = new Samples();
        samples.add(
                1_000, 0, "target", new ProcessReader.Reading(5_000_000_000L, 10, 3, 7), OptionalLong.of(3_000_000));
        samples.add(
                1_250,
                250_000_000,
                "target",
                new ProcessReader.Reading(5_100_000_000L, 30, 9, 19),
                OptionalLong.of(103_000_000));
        samples.add(
                2_000,
                1_000_000_000,
                "target",
                new ProcessReader.Reading(5_500_000_000L, 20, 4, 12),
                OptionalLong.of(253_000_000));

        assertThat(samples.coresBusy("target")).contains(0.5);
        assertThat(samples.rssBytesMax("target")).contains(30L);
        assertThat(samples.threadsMax("target")).contains(9);
        assertThat(samples.coresBusy("generator")).isEmpty();
        assertThat(samples.rssBytesMax("generator")).isEmpty();
        assertThat(samples.threadsMax("generator")).isEmpty();
        assertThat(samples.openFilesGrowth("target")).contains(12);
        assertThat(samples.openFilesGrowth("generator")).isEmpty();
        assertThat(samples.compilerShare("target")).contains(0.25);
        assertThat(samples.compilerShare("generator")).isEmpty();
        assertThat(samples.csv()).isEqualTo("""
                        epoch_millis,process,cpu_millis,rss_bytes,threads,open_files,compiler_millis
                        1000,target,5000,10,3,7,3
                        1250,target,5100,30,9,19,103
                        2000,target,5500,20,4,12,253
                        """);
    }

    @Test
    void coresBySecondLieOnALineBetweenSamples() {
        var samples = new Samples();
        long[] nanoTimes = {0, 500_000_000, 1_250_000_000, 2_000_000_000, 2_990_000_000L};
        long[] cpuMillis = {100, 200, 350, 800, 1_295};
        for (int i = 0; i < nanoTimes.length; i++) {
            samples.add(
                    0,
                    nanoTimes[i],
                    "target",
                    new ProcessReader.Reading(cpuMillis[i] * 1_000_000, 1, 1, 1),
                    OptionalLong.empty());
        }

        assertThat(samples.coresBySecond("target").orElseThrow())
                .as("the last sample came 10 ms early")
                .containsExactly(new double[] {0.2, 0.5, 0.495}, within(1e-9));
        assertThat(samples.coresBySecond("generator")).isEmpty();
        assertThat(samples.compilerShare("target")).isEmpty();
        assertThat(samples.csv()).endsWith(",1,1,1,\n");
    }

    @Test
    void processIsReadFromTheSystem() {
        long pid = ProcessHandle.current().pid();
        var reading = ProcessReader.ofSystem().read(pid).orElseThrow();

        assertThat(reading.cpuNanos()).isPositive();
        assertThat(reading.rssBytes()).isGreaterThan(1 << 20);
        assertThat(reading.threads()).isGreaterThan(1);
        assertThat(reading.openFiles()).isNotZero();
        assertThat(ProcessReader.ofSystem().read(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void systemsWithoutProcAreReadToo() {
        var reading = new OshiReader().read(ProcessHandle.current().pid()).orElseThrow();

        assertThat(reading.rssBytes()).isGreaterThan(1 << 20);
        assertThat(reading.threads()).isGreaterThan(1);
    }

    @Test
    void requestsThatWaitForAThreadAreRead() {
        assertThat(ActiveRequests.queued("""
                # TYPE claimbench_pool_queued gauge
                claimbench_pool_queued{pool="requests",process="platform-threads"} 845.0
                claimbench_pool_queued{pool="tasks",process="platform-threads"} 7.0
                """)).isEqualTo(845);
        assertThat(ActiveRequests.queued("claimbench_pool_threads{pool=\"requests\"} 3.0\n"))
                .isZero();
    }

    @Test
    void gaugeIsReadLessTheRequestThatAsks() {
        String text = """
                # TYPE http_server_requests_active gauge
                http_server_requests_active_other{process="event-loop"} 3.0
                http_server_requests_active{process="event-loop"} 1001.0
                """;

        assertThat(ActiveRequests.parse(text)).hasValue(1_000);
        assertThat(ActiveRequests.parse("nothing 1\n")).isEmpty();
    }

    @Test
    void doctorSaysWhatIsMissingAndTheRemedy() {
        assertThat(Doctor.cores(1).state()).isEqualTo(Doctor.State.LIMIT);
        assertThat(Doctor.cores(4).state()).isEqualTo(Doctor.State.PASSED);
        assertThat(Doctor.taskset(false).remedy()).contains("util-linux");
        assertThat(Doctor.memory(1 << 20).state()).isEqualTo(Doctor.State.FAILED);
        assertThat(Doctor.openFiles(1_024).remedy()).contains("ulimit -n 2500");
        assertThat(Doctor.openFiles(-1).state()).isEqualTo(Doctor.State.UNKNOWN);
        assertThat(Doctor.load(1.5, 2).state()).isEqualTo(Doctor.State.LIMIT);
        assertThat(Doctor.disk(0).state()).isEqualTo(Doctor.State.FAILED);
        assertThat(Doctor.witness(Optional.empty()).state()).isEqualTo(Doctor.State.UNKNOWN);
        assertThat(Doctor.witness(Optional.empty()).remedy()).contains("apt install wrk");
        assertThat(Doctor.loopback().state()).isEqualTo(Doctor.State.PASSED);
    }

    private static GeneratorReading generator(long lagNanosP95, @Nullable Double coresBusy, int coresAllowed) {
        return new GeneratorReading(lagNanosP95, lagNanosP95, coresBusy, coresAllowed, 1, null);
    }
}
