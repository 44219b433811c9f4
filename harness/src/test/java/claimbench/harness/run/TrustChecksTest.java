package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.GeneratorReading;
import claimbench.harness.result.Trial.RequestCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustChecksTest {

    @Test
    void lagBeyondTheLimitIsFound() {
        assertThat(TrustChecks.lag(generator(10_000_000, 0.0, 1)).passed()).isTrue();
        assertThat(TrustChecks.lag(generator(10_000_001, 0.0, 1)).passed()).isFalse();
    }

    @Test
    void busyGeneratorIsFoundRelativeToItsCores() {
        assertThat(TrustChecks.cpu(generator(0, 0.8, 1)).passed()).isTrue();
        Finding busy = TrustChecks.cpu(generator(0, 0.81, 1));
        assertThat(busy.passed()).isFalse();
        assertThat(busy.detail()).isEqualTo("81 % of 1 core, at most 80 % allowed");
        assertThat(TrustChecks.cpu(generator(0, 0.81, 2)).passed()).isTrue();
    }

    @Test
    void generatorThatCouldNotBeReadIsDoubtful() {
        Finding unread = TrustChecks.cpu(generator(0, null, 1));

        assertThat(unread.passed()).isFalse();
        assertThat(unread.detail()).startsWith("not read");
    }

    @Test
    void oneFailedRequestIsFound() {
        assertThat(TrustChecks.errors(Map.of("a", new RequestCount(10, 0)), List.of())
                        .passed())
                .isTrue();
        Finding finding = TrustChecks.errors(Map.of("a", new RequestCount(10, 1)), List.of("a: refused"));
        assertThat(finding.passed()).isFalse();
        assertThat(finding.detail()).isEqualTo("1 failed; the first: a: refused");
    }

    @Test
    void lateUpstreamIsFound() {
        assertThat(TrustChecks.lateness(10_000_000).passed()).isTrue();
        assertThat(TrustChecks.lateness(10_000_001).passed()).isFalse();
    }

    @Test
    void countsThatDifferAreNamed() {
        Map<String, RequestCount> recorded = Map.of("a", new RequestCount(10, 1));

        assertThat(TrustChecks.counts(recorded, recorded).passed()).isTrue();
        assertThat(TrustChecks.counts(recorded, Map.of("a", new RequestCount(11, 1)))
                        .detail())
                .isEqualTo("a: recorded 10 answered and 1 failed, logged 11 answered and 1 failed");
        assertThat(TrustChecks.counts(recorded, Map.of()).passed()).isFalse();
        assertThat(TrustChecks.counts(Map.of(), recorded).detail()).isEqualTo("a: logged only");
    }

    @Test
    void tooFewRequestsOfANameAreFound() {
        assertThat(TrustChecks.enough(Map.of("a", new RequestCount(10, 0))).passed())
                .isTrue();
        Finding few = TrustChecks.enough(Map.of("a", new RequestCount(10, 0), "b", new RequestCount(9, 5)));
        assertThat(few.passed()).isFalse();
        assertThat(few.detail()).startsWith("b 9;");
        assertThat(TrustChecks.enough(Map.of()).passed()).isFalse();
    }

    @Test
    void processOnOtherCoresIsFound() {
        assertThat(TrustChecks.misplaced("target", List.of(0), Optional.of(List.of(0))))
                .isEmpty();
        assertThat(TrustChecks.misplaced("target", List.of(0), Optional.of(List.of(0, 1))))
                .contains("target may use cores 0,1, planned 0");
        assertThat(TrustChecks.misplaced("target", List.of(0), Optional.empty()))
                .contains("target may use unknown cores, planned 0");
        assertThat(TrustChecks.misplaced("target", List.of(), Optional.of(List.of(0, 1))))
                .isEmpty();
    }

    @Test
    void kernelsNotationOfCoresIsRead() {
        assertThat(Affinity.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(Affinity.parse("5")).containsExactly(5);
    }

    @Test
    void coresBusyIsADifferenceOverTheWindow() {
        var samples = new Samples();
        samples.add(1_000, 0, "target", new ProcessReader.Reading(5_000_000_000L, 10, 3));
        samples.add(1_250, 250_000_000, "target", new ProcessReader.Reading(5_100_000_000L, 30, 9));
        samples.add(2_000, 1_000_000_000, "target", new ProcessReader.Reading(5_500_000_000L, 20, 4));

        assertThat(samples.coresBusy("target")).contains(0.5);
        assertThat(samples.rssBytesMax("target")).contains(30L);
        assertThat(samples.threadsMax("target")).contains(9);
        assertThat(samples.coresBusy("generator")).isEmpty();
        assertThat(samples.rssBytesMax("generator")).isEmpty();
        assertThat(samples.threadsMax("generator")).isEmpty();
        assertThat(samples.csv()).isEqualTo("""
                        epoch_millis,process,cpu_millis,rss_bytes,threads
                        1000,target,5000,10,3
                        1250,target,5100,30,9
                        2000,target,5500,20,4
                        """);
    }

    @Test
    void processIsReadFromTheSystem() {
        long pid = ProcessHandle.current().pid();
        var reading = ProcessReader.ofSystem().read(pid).orElseThrow();

        assertThat(reading.cpuNanos()).isPositive();
        assertThat(reading.rssBytes()).isGreaterThan(1 << 20);
        assertThat(reading.threads()).isGreaterThan(1);
        assertThat(ProcessReader.ofSystem().read(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void systemsWithoutProcAreReadToo() {
        var reading = new OshiReader().read(ProcessHandle.current().pid()).orElseThrow();

        assertThat(reading.rssBytes()).isGreaterThan(1 << 20);
        assertThat(reading.threads()).isGreaterThan(1);
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
        assertThat(Doctor.cores(4).state()).isEqualTo(Doctor.State.OK);
        assertThat(Doctor.taskset(false).remedy()).contains("util-linux");
        assertThat(Doctor.memory(1 << 20).state()).isEqualTo(Doctor.State.PROBLEM);
        assertThat(Doctor.openFiles(1_024).remedy()).contains("ulimit -n 2500");
        assertThat(Doctor.openFiles(-1).state()).isEqualTo(Doctor.State.OK);
        assertThat(Doctor.load(1.5, 2).state()).isEqualTo(Doctor.State.LIMIT);
        assertThat(Doctor.disk(0).state()).isEqualTo(Doctor.State.PROBLEM);
        assertThat(Doctor.loopback().state()).isEqualTo(Doctor.State.OK);
    }

    private static GeneratorReading generator(long lagNanosP95, @Nullable Double coresBusy, int coresAllowed) {
        return new GeneratorReading(lagNanosP95, lagNanosP95, coresBusy, coresAllowed, 1);
    }
}
