package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A flag that tasks wait for. */
class EventTest {
    private final Trace trace = new Trace();
    private final Event event = new Event();

    private Task<Void> waiting(String name) {
        return createTask(async(() -> {
            event.await();
            trace.say(name);
        }));
    }

    @Test
    void aCancelledTaskDoesNotKeepTheOthersFromGoingOn() throws Exception {
        trace.run(async(() -> {
            Task<Void> a = waiting("a");
            waiting("b");
            await(sleep(Duration.ofSeconds(1)));
            a.cancel();
            event.set();
            await(sleep(Duration.ofSeconds(1)));
            assertThat(a.isCancelled()).isTrue();
        }));
        trace.assertSaid("1 b");
    }

    @Test
    void allGoOnInTheirOrderEvenWhenItIsTakenBackAtOnce() throws Exception {
        trace.run(async(() -> {
            waiting("a");
            waiting("b");
            await(sleep(Duration.ofSeconds(1)));
            event.set();
            event.clear();
            trace.say("set: " + event.isSet());
            Task<Void> late = waiting("c");
            await(sleep(Duration.ofSeconds(1)));
            event.set();
            await(late);
        }));
        trace.assertSaid("1 set: false", "1 a", "1 b", "2 c");
    }

    @Test
    void whereItIsSetNobodyWaits() throws Exception {
        trace.run(async(() -> {
            event.set();
            EventLoop.running().callSoon(() -> trace.say("a turn"));
            event.await();
            trace.say("gone on");
            await(sleep(Duration.ZERO));
        }));
        trace.assertSaid("0 gone on", "0 a turn");
    }
}
