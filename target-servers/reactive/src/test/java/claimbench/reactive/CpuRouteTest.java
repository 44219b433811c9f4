package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Turns on a loop that is a queue which the test empties by hand. */
class CpuRouteTest {
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<CpuRequest.Answer> answers = new ArrayList<>();

    @Test
    void concurrentWorkGivesWayAfterEachUnit() {
        new CpuRoute().handle(new CpuRequest(3, 4, Mode.CONCURRENT), loop::add).subscribe(answers::add);
        assertThat(loop).as("the others' turn comes first").hasSize(1);
        loop.remove().run();
        assertThat(loop).as("each task waits for its first turn").hasSize(3);
        int turns = 0;
        while (!loop.isEmpty()) {
            assertThat(answers).isEmpty();
            loop.remove().run();
            turns++;
            assertThat(loop).as("a task has at most one turn ahead of it").hasSizeLessThanOrEqualTo(3);
        }
        assertThat(turns).as("a turn a unit").isEqualTo(3 * 4);
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.checksum()).isEqualTo(CpuWork.text(CpuWork.checksum(3, 4))));
    }

    @Test
    void serialWorkIsDoneAtOneGo() {
        new CpuRoute().handle(new CpuRequest(3, 4, Mode.SERIAL), loop::add).subscribe(answers::add);
        assertThat(answers).as("answers before the others' turn").isEmpty();
        loop.remove().run();
        assertThat(loop).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.checksum()).isEqualTo(CpuWork.text(CpuWork.checksum(3, 4))));
    }
}
