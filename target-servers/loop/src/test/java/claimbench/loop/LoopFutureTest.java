package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopFutureTest {
    private final Trace trace = new Trace();

    private Coroutine<Void> waits(String name, LoopFuture<Integer> future) {
        return async(() -> trace.say(name + " has " + await(future)));
    }

    @Test
    void allWhoWaitGoOnInTheOrderInWhichTheyCame() throws Exception {
        trace.run(async(() -> {
            LoopFuture<Integer> future = EventLoop.running().createFuture();
            Task<Void> a = createTask(waits("a", future));
            Task<Void> b = createTask(waits("b", future));
            Task<Void> c = createTask(waits("c", future));
            await(sleep(Duration.ofSeconds(1)));
            future.setResult(7);
            trace.say("set");
            await(a);
            await(b);
            await(c);
        }));
        trace.assertSaid("1 set", "1 a has 7", "1 b has 7", "1 c has 7");
    }

    @Test
    void aFailureIsThrownToWhoeverAsks() throws Exception {
        trace.run(async(() -> {
            LoopFuture<Integer> future = EventLoop.running().createFuture();
            future.setException(new IOException("broken"));
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> await(future));
            assertThatExceptionOfType(IOException.class).isThrownBy(future::result);
            assertThat(future.exception()).hasMessage("broken");
        }));
    }

    @Test
    void whatIsDoneStaysAsItIs() throws Exception {
        trace.run(async(() -> {
            LoopFuture<Integer> future = EventLoop.running().createFuture();
            assertThatIllegalStateException().isThrownBy(future::result).withMessageContaining("not there yet");
            future.setResult(1);
            assertThatIllegalStateException().isThrownBy(() -> future.setResult(2));
            assertThat(future.cancel()).isFalse();
            assertThat(future.result()).isEqualTo(1);
        }));
    }

    @Test
    void whoAwaitsACancelledFutureIsToldAndNotCancelledItself() throws Exception {
        trace.run(async(() -> {
            LoopFuture<Integer> future = EventLoop.running().createFuture();
            EventLoop.running().callLater(Duration.ofSeconds(1), future::cancel);
            try {
                await(future);
            } catch (CancelledError e) {
                trace.say("told");
            }
            await(sleep(Duration.ofSeconds(1)));
            trace.say("goes on");
        }));
        trace.assertSaid("1 told", "2 goes on");
    }

    @Test
    void aFutureOfAnotherLoopIsRefused() throws Exception {
        var foreign = new AtomicReference<@Nullable LoopFuture<Integer>>();
        Asyncio.run(async(() -> foreign.set(EventLoop.running().createFuture())));
        Coroutine<Void> main = async(() -> {
            LoopFuture<Integer> future = foreign.get();
            if (future != null) {
                await(future);
            }
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> Asyncio.run(main))
                .withMessageContaining("belongs to another loop");
    }

    @Test
    void aCallbackThatIsTakenBackDoesNotRun() throws Exception {
        trace.run(async(() -> {
            LoopFuture<Integer> future = EventLoop.running().createFuture();
            Consumer<LoopFuture<Integer>> first = done -> trace.say("first");
            Consumer<LoopFuture<Integer>> second = done -> trace.say("second");
            assertThat(future.removeDoneCallback(first)).isZero();
            future.addDoneCallback(first);
            assertThat(future.removeDoneCallback(second)).isZero();
            future.addDoneCallback(second);
            future.addDoneCallback(first);
            assertThat(future.removeDoneCallback(first)).isEqualTo(2);
            future.setResult(1);
            assertThat(future.removeDoneCallback(second)).isZero(); // too late
            await(sleep(Duration.ZERO));
        }));
        trace.assertSaid("0 second");
    }
}
