package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.generator;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S10: a stream of items. */
class AsyncGeneratorTest {
    private final Trace trace = new Trace();

    private static void pause(int seconds) throws Exception {
        await(sleep(Duration.ofSeconds(seconds)));
    }

    private static void fail(String name) throws IOException {
        throw new IOException(name);
    }

    /** Takes a second for each item, and one for its clean-up. */
    private AsyncGenerator<Integer> counting(String name, int end) {
        return generator(out -> {
            trace.say(name + " begins");
            try {
                for (int i = 1; i <= end; i++) {
                    pause(1);
                    trace.say(name + " makes " + i);
                    out.yield(i);
                }
                trace.say(name + " has no more");
            } catch (GeneratorExit | CancelledError e) {
                trace.say(name + " is told: " + e.getClass().getSimpleName());
                throw e;
            } finally {
                pause(1);
                trace.say(name + " has cleaned up");
            }
        });
    }

    @Test
    void aFailureOfTheBodyReachesTheConsumerAndEndsTheStream() throws Exception {
        trace.run(async(() -> {
            AsyncGenerator<Integer> items = generator(out -> {
                out.yield(1);
                pause(1);
                throw new IOException("broken");
            });
            try (items) {
                for (int item : items) {
                    trace.say("got " + item);
                }
            } catch (Exception e) {
                trace.say("caught " + e);
            }
            trace.say("more: " + items.iterator().hasNext());
        }));
        trace.assertSaid("0 got 1", "1 caught java.io.IOException: broken", "1 more: false");
    }

    @Test
    void aCancellationOfTheConsumerReachesTheBody() throws Exception {
        trace.run(async(() -> {
            Task<Void> consumer = createTask(async(() -> {
                try (var items = counting("A", 5)) {
                    for (int item : items) {
                        trace.say("got " + item);
                    }
                } finally {
                    trace.say("consumer leaves");
                }
            }));
            await(sleep(Duration.ofMillis(1500)));
            consumer.cancel();
            try {
                await(consumer);
            } catch (CancelledError e) {
                trace.say("consumer cancelled: " + consumer.isCancelled());
            }
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "1 got 1",
                "1.5 A is told: CancelledError",
                "2.5 A has cleaned up",
                "2.5 consumer leaves",
                "2.5 consumer cancelled: true");
    }

    @Test
    void aConsumerThatIsCancelledBetweenItemsClosesIt() throws Exception {
        trace.run(async(() -> {
            Task<Void> consumer = createTask(async(() -> {
                try (var items = counting("A", 5)) {
                    for (int item : items) {
                        trace.say("got " + item);
                        pause(10);
                    }
                }
            }));
            pause(2);
            consumer.cancel();
            try {
                await(consumer);
            } catch (CancelledError e) {
                trace.say("consumer cancelled");
            }
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "1 got 1",
                "2 A is told: GeneratorExit",
                "3 A has cleaned up",
                "3 consumer cancelled");
    }

    @Test
    void aConsumerThatLeavesEarlyWaitsForTheCleanUp() throws Exception {
        trace.run(async(() -> {
            try (var items = counting("A", 5)) {
                for (int item : items) {
                    trace.say("got " + item);
                    if (item == 2) {
                        break;
                    }
                }
            }
            trace.say("closed");
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "1 got 1",
                "2 A makes 2",
                "2 got 2",
                "2 A is told: GeneratorExit",
                "3 A has cleaned up",
                "3 closed");
    }

    @Test
    void whatTheCleanUpThrowsReachesWhoCloses() throws Exception {
        trace.run(async(() -> {
            AsyncGenerator<Integer> items = generator(out -> {
                try {
                    out.yield(1);
                } finally {
                    pause(1);
                    fail("clean-up");
                }
            });
            items.iterator().next();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(items::close)
                    .withMessage("clean-up");
            items.close();
        }));
    }

    @Test
    void yieldingWhileBeingClosedIsAnError() throws Exception {
        trace.run(async(() -> {
            AsyncGenerator<Integer> items = generator(out -> {
                try {
                    out.yield(1);
                } finally {
                    out.yield(2);
                }
            });
            items.iterator().next();
            assertThatIllegalStateException().isThrownBy(items::close).withMessageContaining("must not yield");
            assertThat(items.iterator().hasNext()).isFalse();
        }));
    }

    @Test
    void itIsNotReentrant() throws Exception {
        trace.run(async(() -> {
            var self = new AtomicReference<AsyncGenerator<Integer>>();
            AsyncGenerator<Integer> items = generator(out -> {
                assertThatIllegalStateException()
                        .isThrownBy(() -> self.get().iterator().next())
                        .withMessageContaining("running already");
                assertThatIllegalStateException()
                        .isThrownBy(() -> self.get().close())
                        .withMessageContaining("running already");
                pause(5);
                out.yield(1);
            });
            self.set(items);
            Task<Integer> other = createTask(async(() -> {
                pause(1);
                return items.iterator().next();
            }));
            assertThat(items.iterator().next()).isEqualTo(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> await(other))
                    .withMessageContaining("one task at a time");
        }));
    }

    @Test
    void anotherTaskCannotYieldForTheBody() throws Exception {
        trace.run(async(() -> {
            AsyncGenerator<Integer> items = generator(out -> {
                Task<Void> child = createTask(async(() -> out.yield(1)));
                assertThatIllegalStateException().isThrownBy(() -> await(child)).withMessageContaining("own body");
                AsyncGenerator<Integer> inner = generator(inOut -> out.yield(2));
                assertThatIllegalStateException()
                        .isThrownBy(() -> inner.iterator().next())
                        .withMessageContaining("own body");
                out.yield(3);
            });
            assertThat(items).containsExactly(3);
        }));
    }

    @Test
    void outsideACoroutineItSaysSo() {
        AsyncGenerator<Integer> items = generator(out -> out.yield(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> items.iterator().next())
                .withMessageContaining("outside a coroutine");
    }

    private static final AtomicReference<Iterator<Integer>> ITEMS = new AtomicReference<>();

    /** Awaits in its class initialiser, which is a native frame's callee. */
    private static final class Pinned {
        static final int ITEM = Objects.requireNonNull(ITEMS.get()).next();

        private Pinned() {}
    }

    @Test
    void anAwaitInTheBodyThatCannotLeaveTheConsumersStackIsRefusedInTheBody() throws Exception {
        trace.run(async(() -> {
            AsyncGenerator<Integer> items = generator(out -> {
                assertThatIllegalStateException().isThrownBy(() -> pause(1)).withMessageContaining("cannot await here");
                out.yield(7);
                pause(1);
                trace.say("may await again");
            });
            ITEMS.set(items.iterator());
            trace.say("item " + Pinned.ITEM);
            assertThat(items.iterator().hasNext()).isFalse();
        }));
        trace.assertSaid("0 item 7", "1 may await again");
    }

    @Test
    void itemsComeOneByOneWhenTheyAreAskedFor() throws Exception {
        trace.run(async(() -> {
            for (int item : counting("A", 2)) {
                trace.say("got " + item);
                pause(2);
            }
            trace.say("end");
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "1 got 1",
                "4 A makes 2",
                "4 got 2",
                "6 A has no more",
                "7 A has cleaned up",
                "7 end");
    }

    @Test
    void othersHaveTheirTurnsWhileTheBodyAwaits() throws Exception {
        trace.run(async(() -> await(gather(
                async(() -> counting("A", 2).forEach(item -> trace.say("first got " + item))), async(() -> {
                    await(sleep(Duration.ofMillis(500)));
                    counting("B", 2).forEach(item -> trace.say("second got " + item));
                })))));
        trace.assertSaid(
                "0 A begins",
                "0.5 B begins",
                "1 A makes 1",
                "1 first got 1",
                "1.5 B makes 1",
                "1.5 second got 1",
                "2 A makes 2",
                "2 first got 2",
                "2 A has no more",
                "2.5 B makes 2",
                "2.5 second got 2",
                "2.5 B has no more",
                "3 A has cleaned up",
                "3.5 B has cleaned up");
    }

    private AsyncGenerator<Integer> doubled(AsyncGenerator<Integer> source) {
        return generator(out -> {
            try (source) {
                for (int item : source) {
                    pause(1);
                    out.yield(item * 2);
                }
            }
        });
    }

    @Test
    void generatorsMayUseGenerators() throws Exception {
        trace.run(async(() -> {
            try (var items = doubled(doubled(doubled(counting("A", 3))))) {
                for (int item : items) {
                    trace.say("got " + item);
                    if (item == 16) {
                        break;
                    }
                }
            }
            trace.say("all closed");
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "4 got 8",
                "5 A makes 2",
                "8 got 16",
                "8 A is told: GeneratorExit",
                "9 A has cleaned up",
                "9 all closed");
    }

    @Test
    void tasksMayTakeTurnsAsConsumers() throws Exception {
        trace.run(async(() -> {
            Iterator<Integer> items = counting("A", 2).iterator();
            trace.say("main got " + items.next());
            await(createTask(async(() -> trace.say("task got " + items.next()))));
            trace.say("more: " + items.hasNext());
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "1 main got 1",
                "2 A makes 2",
                "2 task got 2",
                "2 A has no more",
                "3 A has cleaned up",
                "3 more: false");
    }

    @Test
    void oneThatHasNotBegunIsClosedWithoutRunning() throws Exception {
        AsyncGenerator<Integer> items = counting("A", 2);
        items.close();
        trace.run(async(() -> trace.say("more: " + items.iterator().hasNext())));
        trace.assertSaid("0 more: false");
    }

    @Test
    void whatNobodyClosedIsClosedWhenTheLoopEnds() throws Exception {
        List<AsyncGenerator<Integer>> kept = new ArrayList<>();
        trace.run(async(() -> {
            for (String name : List.of("A", "B")) {
                AsyncGenerator<Integer> items = counting(name, 5);
                kept.add(items);
                items.iterator().next();
            }
            trace.say("main ends");
        }));
        trace.assertSaid(
                "0 A begins",
                "1 A makes 1",
                "1 B begins",
                "2 B makes 1",
                "2 main ends",
                "2 A is told: GeneratorExit",
                "2 B is told: GeneratorExit",
                "3 A has cleaned up",
                "3 B has cleaned up");
        assertThat(kept).hasSize(2); // held until here, so not closed as garbage
    }

    @Test
    void whatNobodyCanReachAnyMoreIsClosedInATask() throws Exception {
        trace.run(async(() -> {
            var producer = new Producer<Integer>(out -> {
                try {
                    out.yield(1);
                } finally {
                    pause(1);
                    trace.say("cleaned up");
                }
            });
            producer.next();
            producer.abandoned();
            pause(0); // on a virtual clock, what other threads post takes a turn, and no time
            pause(5);
            producer.abandoned();
            trace.say("open: " + !EventLoop.running().generators.isEmpty());
        }));
        trace.assertSaid("1 cleaned up", "5 open: false");
    }

    @Test
    void aTasksStackShowsWhereTheBodyWaits() throws Exception {
        trace.run(async(() -> {
            Task<Void> consumer = createTask(async(() -> {
                doubled(counting("A", 1)).forEach(item -> trace.say("got " + item));
            }));
            await(sleep(Duration.ofMillis(500)));
            assertThat(consumer.getStack().stream().map(StackTraceElement::getMethodName))
                    .anyMatch(name -> name.contains("counting"))
                    .anyMatch(name -> name.contains("doubled"))
                    .anyMatch(name -> name.contains("aTasksStackShows"));
            await(consumer);
        }));
    }

    @Test
    void aMillionItemsTakeNoMoreStackThanOne() throws Exception {
        long sum = trace.run(async(() -> {
            AsyncGenerator<Integer> numbers = generator(out -> {
                for (int i = 0; i < 1_000_000; i++) {
                    out.yield(i);
                }
            });
            long total = 0;
            for (int number : numbers) {
                total += number;
            }
            return total;
        }));
        assertThat(sum).isEqualTo(499_999_500_000L);
    }
}
