package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.exitStack;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S11: what is entered is left. */
class AsyncResourceTest {
    private final Trace trace = new Trace();

    /** Takes a second to enter, and one to leave. */
    private AsyncResource<String> resource(String name) {
        return new AsyncResource<>() {
            @Override
            public String enter() throws Exception {
                trace.say("entering " + name);
                await(sleep(Duration.ofSeconds(1)));
                return name;
            }

            @Override
            public void exit(@Nullable Throwable cause) throws Exception {
                trace.say("leaving " + name + " after " + (cause == null ? "success" : cause.getMessage()));
                await(sleep(Duration.ofSeconds(1)));
                trace.say("left " + name);
                if (name.startsWith("bad")) {
                    throw new IOException("exit of " + name);
                }
            }
        };
    }

    @Test
    void onFailureTheExitLearnsTheCauseWhichGoesOn() throws Exception {
        trace.run(async(() -> {
            try {
                await(with(resource("a"), (String a) -> {
                    throw new IOException("broken");
                }));
            } catch (IOException e) {
                trace.say("caught " + e.getMessage());
            }
        }));
        trace.assertSaid("0 entering a", "1 leaving a after broken", "2 left a", "2 caught broken");
    }

    @Test
    void onCancellationTheExitMayAwait() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(
                    with(resource("a"), a -> {
                        await(sleep(Duration.ofSeconds(10)));
                    }),
                    "user");
            await(sleep(Duration.ofSeconds(2)));
            task.cancel();
            try {
                await(task);
            } catch (CancelledError e) {
                trace.say("cancelled: " + task.isCancelled());
            }
        }));
        trace.assertSaid("0 entering a", "2 leaving a after cancelled: user", "3 left a", "3 cancelled: true");
    }

    @Test
    void whatIsCancelledWhileEnteringIsNotLeft() throws Exception {
        trace.run(async(() -> {
            Task<Void> task = createTask(with(resource("a"), a -> {
                trace.say("never");
            }));
            await(sleep(Duration.ofMillis(500)));
            task.cancel();
        }));
        trace.assertSaid("0 entering a");
    }

    @Test
    void aFailingExitTakesThePlaceOfTheCauseAndKeepsIt() throws Exception {
        trace.run(async(() -> {
            try {
                await(with(resource("bad"), (String a) -> {
                    throw new IOException("broken");
                }));
            } catch (IOException e) {
                trace.say("caught " + e.getMessage() + " with " + e.getSuppressed()[0].getMessage());
            }
        }));
        trace.assertSaid(
                "0 entering bad", "1 leaving bad after broken", "2 left bad", "2 caught exit of bad with broken");
    }

    @Test
    void allOfAStackAreLeftInReverseOrderWhateverHappens() throws Exception {
        trace.run(async(() -> {
            try {
                await(exitStack(stack -> {
                    stack.enter(resource("a"));
                    stack.defer(() -> trace.say("deferred"));
                    stack.enter(resource("bad b"));
                    stack.enter(resource("c"));
                }));
            } catch (IOException e) {
                trace.say("caught " + e.getMessage());
            }
        }));
        trace.assertSaid(
                "0 entering a",
                "1 entering bad b",
                "2 entering c",
                "3 leaving c after success",
                "4 left c",
                "4 leaving bad b after success",
                "5 left bad b",
                "5 deferred",
                "5 leaving a after exit of bad b",
                "6 left a",
                "6 caught exit of bad b");
    }

    @Test
    void onlyWhatWasEnteredIsLeftWhenAnEntryFails() throws Exception {
        trace.run(async(() -> {
            AsyncResource<String> broken = new AsyncResource<>() {
                @Override
                public String enter() throws IOException {
                    throw new IOException("no entry");
                }

                @Override
                public void exit(@Nullable Throwable cause) {
                    trace.say("never");
                }
            };
            try {
                await(exitStack(stack -> {
                    stack.enter(resource("a"));
                    stack.enter(broken);
                }));
            } catch (IOException e) {
                trace.say("caught " + e.getMessage());
            }
        }));
        trace.assertSaid("0 entering a", "1 leaving a after no entry", "2 left a", "2 caught no entry");
    }

    @Test
    void itIsLeftBeforeItsResultIsThere() throws Exception {
        trace.run(async(() -> {
            String result = await(with(resource("a"), a -> {
                trace.say("inside " + a);
                return "result of " + a;
            }));
            trace.say(result);
        }));
        trace.assertSaid("0 entering a", "1 inside a", "1 leaving a after success", "2 left a", "2 result of a");
    }

    @Test
    void whatIsThereAlreadyIsClosedInTheEnd() throws Exception {
        trace.run(async(() -> {
            await(with(AsyncResource.closing(() -> trace.say("closed")), a -> {
                trace.say("inside");
            }));
        }));
        trace.assertSaid("0 inside", "0 closed");
    }

    @Test
    void aStackWhoseBodyHasEndedTakesNothing() throws Exception {
        trace.run(async(() -> {
            var kept = new AtomicReference<AsyncExitStack>();
            await(exitStack(stack -> {
                kept.set(stack);
            }));
            assertThatIllegalStateException()
                    .isThrownBy(() -> kept.get().enter(resource("late")))
                    .withMessageContaining("has ended");
            assertThat(kept.get()).isNotNull();
        }));
    }
}
