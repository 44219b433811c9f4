package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CpuWorkTest {

    @Test
    void checksumDoesNotDependOnTheOrderOfTasks() {
        long forwards = 0;
        long backwards = 0;
        for (int task = 0; task < 9; task++) {
            forwards = CpuWork.combine(forwards, CpuWork.task(task, 2));
            backwards = CpuWork.combine(backwards, CpuWork.task(8 - task, 2));
        }
        assertThat(forwards).isEqualTo(backwards).isEqualTo(CpuWork.checksum(9, 2));
    }

    @Test
    void checksumDoesNotDependOnHowTasksAreInterleaved() {
        int tasks = 5;
        int units = 4;
        long[] states = IntStream.range(0, tasks).mapToLong(CpuWork::start).toArray();
        for (int unit = 0; unit < units; unit++) {
            for (int task = 0; task < tasks; task++) {
                states[task] = CpuWork.unit(states[task]);
            }
        }
        long checksum = 0;
        for (long state : states) {
            checksum = CpuWork.combine(checksum, state);
        }
        assertThat(checksum).isEqualTo(CpuWork.checksum(tasks, units));
    }

    @Test
    void checksumTellsAMissingTaskAMissingUnitAndARepeatedTask() {
        long whole = CpuWork.checksum(3, 3);
        long repeated = CpuWork.task(0, 3) + CpuWork.task(1, 3) + CpuWork.task(1, 3);
        assertThat(whole)
                .isNotEqualTo(CpuWork.checksum(2, 3))
                .isNotEqualTo(CpuWork.checksum(3, 2))
                .isNotEqualTo(repeated);
    }

    @Test
    void tasksStartFromDifferentStatesThatAreNotZero() {
        assertThat(IntStream.range(0, 1_000).mapToLong(CpuWork::start))
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
    }

    /** Steps worked out by hand from the definition; the multiplication wraps at 64 bits. */
    @Test
    void unitIsTheDefinedNumberOfSteps() {
        long x = CpuWork.start(0);
        for (int step = 0; step < 10_000; step++) {
            x ^= x >>> 12;
            x ^= x << 25;
            x ^= x >>> 27;
            x *= 2685821657736338717L;
        }
        assertThat(CpuWork.unit(CpuWork.start(0))).isEqualTo(x);
    }

    @Test
    void textHasSixteenDigits() {
        assertThat(CpuWork.text(0xAL)).isEqualTo("000000000000000a");
        assertThat(CpuWork.text(-1)).isEqualTo("ffffffffffffffff");
    }
}
