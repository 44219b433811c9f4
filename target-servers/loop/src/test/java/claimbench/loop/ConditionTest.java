package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A lock, and a wait for a change of what it guards. */
class ConditionTest {
    private final Trace trace = new Trace();
    private final Condition condition = new Condition();

    private Task<Void> waiting(String name) {
        return createTask(async(() -> {
            condition.with(() -> {
                try {
                    condition.await();
                } finally {
                    trace.say(name + " holds it: " + condition.locked());
                }
            });
        }));
    }

    private static void turn() throws Exception {
        await(sleep(Duration.ZERO));
    }

    @Test
    void aSignalThatACancelledTaskWasGivenGoesToTheNext() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = waiting("a");
            waiting("b");
            turn();
            condition.with(() -> condition.signal());
            a.cancel(); // signalled, and not gone on yet
            await(sleep(Duration.ofSeconds(1)));
            trace.say("a cancelled: " + a.isCancelled());
        }));
        trace.assertSaid("0 a holds it: true", "0 b holds it: true", "1 a cancelled: true");
    }

    @Test
    void aCancelledTaskHoldsTheLockWhileItCleansUp() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = waiting("a");
            turn();
            condition.with(() -> {
                a.cancel();
                await(sleep(Duration.ofSeconds(1)));
                a.cancel(); // while it waits for the lock
                await(sleep(Duration.ofSeconds(1)));
                trace.say("released");
            });
            await(sleep(Duration.ofSeconds(1)));
            trace.say("a cancelled: " + a.isCancelled());
        }));
        trace.assertSaid("2 released", "2 a holds it: true", "3 a cancelled: true");
    }

    @Test
    void asManyGoOnAsAreSignalled() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = waiting("a");
            waiting("b");
            Task<Void> c = waiting("c");
            turn();
            condition.with(() -> {
                condition.signal(2);
                trace.say("signalled");
            });
            await(a);
            await(sleep(Duration.ofSeconds(1)));
            condition.with(() -> condition.signalAll());
            await(c);
        }));
        trace.assertSaid("0 signalled", "0 a holds it: true", "0 b holds it: true", "1 c holds it: true");
    }

    @Test
    void aPredicateIsLookedAtAgainEachTime() throws Exception {
        trace.run(async(() -> {
            var stock = new AtomicInteger();
            Task<Void> waiting = createTask(async(() -> {
                condition.with(() -> {
                    condition.awaitFor(() -> {
                        trace.say("looks: " + stock);
                        return stock.get() >= 2;
                    });
                });
            }));
            for (int i = 0; i < 2; i++) {
                await(sleep(Duration.ofSeconds(1)));
                condition.with(() -> {
                    stock.incrementAndGet();
                    condition.signalAll();
                });
            }
            await(waiting);
        }));
        trace.assertSaid("0 looks: 0", "1 looks: 1", "2 looks: 2");
    }

    @Test
    void withoutTheLockItIsAnError() throws Exception {
        trace.run(async(() -> {
            assertThatIllegalStateException()
                    .isThrownBy(condition::await)
                    .withMessageContaining("acquire the condition");
            assertThatIllegalStateException()
                    .isThrownBy(condition::signalAll)
                    .withMessageContaining("signalAll needs the lock");
        }));
    }
}
