package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SamplerTest {
    @Test
    void whatWorkersUseCountsForTheProcessThatStartedThem() throws Exception {
        ProcessReader reader = ProcessReader.ofSystem();
        Process parent = new ProcessBuilder("sh", "-c", "(while :; do :; done) & wait").start();
        try {
            await().until(() -> parent.descendants().count() == 1);
            ProcessHandle worker = parent.descendants().findFirst().orElseThrow();
            try (var sampler = new Sampler(
                    Map.of("target", parent.pid()), OptionalLong.empty(), reader, KernelFiles.ofSystem(), List.of(0))) {
                sampler.start();
                long startNanos = cpuNanos(reader, worker);
                // To start one takes its parent some time of its own, more on a busy machine: next to nothing of what
                // is sampled.
                await().until(() -> cpuNanos(reader, worker) - startNanos
                        >= 5 * (ProcReader.NANOS_PER_TICK + cpuNanos(reader, parent.toHandle())));
                Samples samples = sampler.stop();

                assertThat(samples.coresBusy("target"))
                        .get()
                        .satisfies(cores -> assertThat(cores).isPositive());
                assertThat(samples.threadsMax("target")).contains(2);
            } finally {
                worker.destroyForcibly();
            }
        } finally {
            parent.destroyForcibly();
        }
    }

    private static long cpuNanos(ProcessReader reader, ProcessHandle process) {
        return reader.read(process.pid()).orElseThrow().cpuNanos();
    }
}
