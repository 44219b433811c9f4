package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One at a time, in the order of asking. */
class LockTest {
    private final Trace trace = new Trace();
    private final Lock lock = new Lock();

    /** Holds the lock for a second. */
    private Task<Void> user(String name) {
        return createTask(async(() -> {
            lock.with(() -> {
                trace.say(name + " holds it");
                await(sleep(Duration.ofSeconds(1)));
            });
        }));
    }

    private List<Task<Void>> users(String... names) throws Exception {
        List<Task<Void>> users = Stream.of(names).map(this::user).toList();
        await(sleep(Duration.ZERO));
        return users;
    }

    @Test
    void aWokenTaskThatIsCancelledWakesTheNext() throws Exception {
        trace.run(async(() -> {
            lock.acquire();
            var users = users("a", "b", "c");
            lock.release();
            users.get(0).cancel(); // woken, and not gone on yet
            await(gatherOutcomes(users));
            trace.say("locked: " + lock.locked());
        }));
        trace.assertSaid("0 b holds it", "1 c holds it", "2 locked: false");
    }

    @Test
    void aTaskThatIsCancelledWhileItWaitsLeavesTheRow() throws Exception {
        trace.run(async(() -> {
            var users = users("a", "b", "c");
            users.get(1).cancel();
            await(gatherOutcomes(users));
        }));
        trace.assertSaid("0 a holds it", "1 c holds it");
    }

    @Test
    void theFirstInTheRowCancelledAndTheLockReleasedInTheSameTurn() throws Exception {
        trace.run(async(() -> {
            lock.acquire();
            var users = users("a", "b");
            users.get(0).cancel();
            lock.release();
            await(gatherOutcomes(users));
        }));
        trace.assertSaid("0 b holds it");
    }

    @Test
    void aHolderThatIsCancelledReleasesIt() throws Exception {
        trace.run(async(() -> {
            var users = users("a", "b");
            await(sleep(Duration.ofMillis(500)));
            users.get(0).cancel();
            await(gatherOutcomes(users));
        }));
        trace.assertSaid("0 a holds it", "0.5 b holds it");
    }

    @Test
    void aFailureInItsScopeReleasesIt() throws Exception {
        trace.run(async(() -> {
            try {
                lock.with(() -> {
                    throw new IOException("broken");
                });
            } catch (IOException e) {
                trace.say("locked: " + lock.locked());
            }
        }));
        trace.assertSaid("0 locked: false");
    }

    @Test
    void newcomersStandBehindThoseThatWait() throws Exception {
        trace.run(async(() -> {
            lock.acquire();
            var users = users("a", "b");
            lock.release();
            trace.say("locked: " + lock.locked()); // until a goes on, but nobody comes in before it
            lock.acquire();
            trace.say("main holds it");
            lock.release();
            await(gather(users));
        }));
        trace.assertSaid("0 locked: false", "0 a holds it", "1 b holds it", "2 main holds it");
    }

    @Test
    void aScopeGivesItsResult() throws Exception {
        trace.run(async(() -> {
            int result = lock.with(() -> 7);
            assertThat(result).isEqualTo(7);
        }));
    }

    @Test
    void aFreeLockTakesNoTurn() throws Exception {
        trace.run(async(() -> {
            EventLoop.running().callSoon(() -> trace.say("a turn"));
            lock.acquire();
            trace.say("acquired");
            lock.release();
            await(sleep(Duration.ZERO));
        }));
        trace.assertSaid("0 acquired", "0 a turn");
    }

    @Test
    void releasingWhatIsNotAcquiredIsAnError() {
        assertThatIllegalStateException().isThrownBy(lock::release).withMessageContaining("not acquired");
    }

    @Test
    void acquiringOutsideACoroutineIsAnError() {
        assertThatIllegalStateException().isThrownBy(lock::acquire).withMessageContaining("outside a coroutine");
    }

    @Test
    void tasksOfTwoLoopsCannotWaitForOne() throws Exception {
        trace.run(async(() -> {
            lock.acquire();
            users("a").getFirst().cancel();
        }));
        assertThat(lock.locked()).isTrue();
        run(async(() -> assertThatIllegalStateException()
                .isThrownBy(lock::acquire)
                .withMessageContaining("belong to one loop")));
    }
}
