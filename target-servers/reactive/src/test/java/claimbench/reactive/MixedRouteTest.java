package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.CpuWork;
import claimbench.contract.MixedRequest;
import claimbench.contract.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Slices on a loop whose clock the test sets. */
class MixedRouteTest {
    private final VirtualTimeScheduler loop = VirtualTimeScheduler.create();
    private final List<MixedRequest.Answer> answers = new ArrayList<>();

    @Test
    void serialTasksWaitOneAfterAnother() {
        begin(Mode.SERIAL);
        loop.advanceTimeBy(Duration.ofMillis(3 * 50 - 1));
        assertThat(answers).isEmpty();
        loop.advanceTimeBy(Duration.ofMillis(1));
        assertAnswered();
    }

    @Test
    void concurrentTasksWaitAtTheSameTime() {
        begin(Mode.CONCURRENT);
        loop.advanceTimeBy(Duration.ofMillis(50 - 1));
        assertThat(answers).isEmpty();
        loop.advanceTimeBy(Duration.ofMillis(1));
        assertAnswered();
    }

    /** Three tasks of 100 ms, half of it waiting, with 50 units of work each. */
    private void begin(Mode mode) {
        new MixedRoute(1).handle(new MixedRequest(3, 100, 0.5, mode, 0), loop).subscribe(answers::add);
    }

    private void assertAnswered() {
        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.units()).isEqualTo(50);
            assertThat(answer.checksum()).isEqualTo(CpuWork.text(CpuWork.checksum(3, 50)));
        });
    }
}
