package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import org.junit.jupiter.api.Test;

/** Tasks that wait for each other. */
class BarrierTest {
    private final Trace trace = new Trace();
    private final Barrier barrier = new Barrier(3);

    private Task<Void> coming(String name, int seconds) {
        return createTask(async(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            try {
                trace.say(name + " was number " + barrier.await());
            } catch (BrokenBarrierException e) {
                trace.say(name + ": " + e.getMessage());
            }
        }));
    }

    @Test
    void aTaskThatIsCancelledMakesRoomForAnother() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = coming("a", 0);
            coming("b", 0);
            await(sleep(Duration.ofSeconds(1)));
            a.cancel();
            await(sleep(Duration.ofSeconds(1)));
            trace.say(barrier.waiting() + " of " + barrier.parties() + " wait");
            coming("c", 0);
            await(coming("d", 1));
            await(sleep(Duration.ZERO));
            trace.say("broken: " + barrier.broken());
        }));
        trace.assertSaid(
                "2 1 of 3 wait", "3 d was number 2", "3 b was number 1", "3 c was number 1", "3 broken: false");
    }

    @Test
    void allGoOnWhenTheLastOneComesRoundAfterRound() throws Exception {
        trace.run(async(() -> {
            for (int round = 0; round < 2; round++) {
                coming("a", 1);
                coming("b", 2);
                coming("c", 3);
                await(sleep(Duration.ofSeconds(4)));
            }
        }));
        trace.assertSaid(
                "3 c was number 2",
                "3 a was number 0",
                "3 b was number 1",
                "7 c was number 2",
                "7 a was number 0",
                "7 b was number 1");
    }

    @Test
    void anAbortedOneSendsAllAwayUntilItIsReset() throws Exception {
        trace.run(async(() -> {
            coming("a", 0);
            coming("late", 2);
            await(sleep(Duration.ofSeconds(1)));
            barrier.abort();
            await(sleep(Duration.ofSeconds(2)));
            barrier.reset();
            coming("b", 0);
            coming("c", 0);
            await(coming("d", 0));
            await(sleep(Duration.ofSeconds(1)));
        }));
        trace.assertSaid(
                "1 a: the barrier was aborted",
                "2 late: the barrier was aborted: reset it to use it again",
                "3 d was number 2",
                "3 b was number 0",
                "3 c was number 1");
    }

    @Test
    void aResetSendsAwayThoseThatWait() throws Exception {
        trace.run(async(() -> {
            coming("a", 0);
            await(sleep(Duration.ofSeconds(1)));
            barrier.reset();
            await(sleep(Duration.ofSeconds(1)));
            trace.say("waiting: " + barrier.waiting());
        }));
        trace.assertSaid("1 a: the barrier was reset, and begins again", "2 waiting: 0");
    }

    @Test
    void nobodyIsNoParty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Barrier(0))
                .withMessage("a barrier needs 1 task or more, not 0");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(barrier::await)
                .withMessageContaining("outside a coroutine");
    }
}
