package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A few at a time, in the order of asking. */
class SemaphoreTest {
    private final Trace trace = new Trace();

    private List<Task<Void>> users(Semaphore semaphore, String... names) throws Exception {
        List<Task<Void>> users = Stream.of(names)
                .map(name -> createTask(async(() -> {
                    semaphore.with(() -> {
                        trace.say(name + " is in");
                        await(sleep(Duration.ofSeconds(1)));
                    });
                })))
                .toList();
        await(sleep(Duration.ZERO));
        return users;
    }

    @Test
    void whatAWokenTaskWasGivenGoesToTheNextWhenItIsCancelled() throws Exception {
        trace.run(async(() -> {
            var semaphore = new Semaphore(0);
            var users = users(semaphore, "a", "b", "c");
            semaphore.release();
            semaphore.release();
            users.get(0).cancel(); // woken, and not gone on yet
            await(gatherOutcomes(users));
            trace.say("locked: " + semaphore.locked());
        }));
        trace.assertSaid("0 b is in", "0 c is in", "1 locked: false");
    }

    @Test
    void aTaskThatIsCancelledWhileItWaitsTakesNothing() throws Exception {
        trace.run(async(() -> {
            var semaphore = new Semaphore(1);
            var users = users(semaphore, "a", "b", "c");
            users.get(1).cancel();
            await(gatherOutcomes(users));
            assertThat(semaphore.locked()).isFalse();
        }));
        trace.assertSaid("0 a is in", "1 c is in");
    }

    @Test
    void twoAreInAtATime() throws Exception {
        trace.run(async(() -> await(gather(users(new Semaphore(2), "a", "b", "c", "d", "e")))));
        trace.assertSaid("0 a is in", "0 b is in", "1 c is in", "1 d is in", "2 e is in");
    }

    @Test
    void newcomersStandBehindThoseThatWait() throws Exception {
        trace.run(async(() -> {
            var semaphore = new Semaphore(1);
            semaphore.acquire();
            var users = users(semaphore, "a", "b");
            semaphore.release();
            semaphore.acquire();
            trace.say("main is in");
            await(gather(users));
        }));
        trace.assertSaid("0 a is in", "1 b is in", "2 main is in");
    }

    @Test
    void aBoundedOneIsNotReleasedMoreOftenThanAcquired() throws Exception {
        trace.run(async(() -> {
            var semaphore = new BoundedSemaphore(2);
            semaphore.acquire();
            semaphore.release();
            assertThatIllegalStateException().isThrownBy(semaphore::release).withMessageContaining("its bound is 2");
        }));
    }

    @Test
    void aNegativeValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Semaphore(-1))
                .withMessage("a semaphore's value must be 0 or more, not -1");
    }
}
