package claimbench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That what is timed is done: every task started, every ball returned. */
final class TaskBenchmarksTest {
    private static final int SUM = SpawnBenchmark.TASKS * (SpawnBenchmark.TASKS - 1) / 2;

    @Test
    void everySpawnedTaskIsCarriedOut() throws Exception {
        var spawn = new SpawnBenchmark();
        try {
            assertThat(spawn.eventLoopTask()).isEqualTo(SUM);
            assertThat(spawn.virtualThread()).isEqualTo(SUM);
            assertThat(spawn.platformThread()).isEqualTo(SUM);
            assertThat(spawn.pooledPlatformThread()).isEqualTo(SUM);
            assertThat(spawn.reactiveSubscribeOn()).isEqualTo(SUM);
        } finally {
            spawn.end();
        }
    }

    @Test
    void everyHandOffComesBack() throws Exception {
        var switching = new SwitchBenchmark();
        try {
            assertThat(switching.eventLoopYield()).containsOnly(SwitchBenchmark.SWITCHES / 2);
            assertThat(switching.virtualThreadHandOff()).isEqualTo(SwitchBenchmark.SWITCHES / 2);
            assertThat(switching.platformThreadHandOff()).isEqualTo(SwitchBenchmark.SWITCHES / 2);
        } finally {
            switching.end();
        }
    }
}
