package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Items handed from task to task. */
class QueueTest {
    private final Trace trace = new Trace();

    private Task<Void> getting(Queue<Integer> queue, String name) {
        return createTask(async(() -> trace.say(name + " got " + queue.get())));
    }

    private Task<Void> putting(Queue<Integer> queue, int item) {
        return createTask(async(() -> {
            queue.put(item);
            trace.say("put " + item);
        }));
    }

    private static void turn() throws Exception {
        await(sleep(Duration.ZERO));
    }

    @Test
    void anItemThatACancelledGetterWasWokenForGoesToTheNext() throws Exception {
        trace.run(async(() -> {
            var queue = new Queue<Integer>();
            Task<Void> a = getting(queue, "a");
            Task<Void> b = getting(queue, "b");
            turn();
            queue.putNowait(1);
            a.cancel();
            await(b);
        }));
        trace.assertSaid("0 b got 1");
    }

    @Test
    void roomThatACancelledPutterWasWokenForGoesToTheNext() throws Exception {
        trace.run(async(() -> {
            var queue = new Queue<Integer>(1);
            queue.putNowait(0);
            Task<Void> one = putting(queue, 1);
            Task<Void> two = putting(queue, 2);
            turn();
            trace.say("took " + queue.getNowait());
            one.cancel();
            await(two);
            trace.say("took " + queue.getNowait());
        }));
        trace.assertSaid("0 took 0", "0 put 2", "0 took 2");
    }

    @Test
    void aGetThatTimesOutTakesNothing() throws Exception {
        trace.run(async(() -> {
            var queue = new Queue<Integer>();
            try {
                await(waitFor(async(queue::get), Duration.ofSeconds(1)));
            } catch (TimeoutException e) {
                trace.say("timeout");
            }
            queue.putNowait(1);
            trace.say("size " + queue.size() + ", got " + queue.get());
        }));
        trace.assertSaid("1 timeout", "1 size 1, got 1");
    }

    @Test
    void aFullQueueHoldsUpWhoPuts() throws Exception {
        trace.run(async(() -> {
            var queue = new Queue<Integer>(2);
            await(gather(
                    async(() -> {
                        for (int item = 0; item < 5; item++) {
                            queue.put(item);
                            trace.say("put " + item);
                        }
                    }),
                    async(() -> {
                        for (int item = 0; item < 5; item++) {
                            trace.say("got " + queue.get());
                            await(sleep(Duration.ofSeconds(1)));
                        }
                    })));
        }));
        trace.assertSaid(
                "0 put 0", "0 put 1", "0 got 0", "0 put 2", "1 got 1", "1 put 3", "2 got 2", "2 put 4", "3 got 3",
                "4 got 4");
    }

    @Test
    void gettersAreServedInTheOrderOfAsking() throws Exception {
        trace.run(async(() -> {
            var queue = new Queue<Integer>();
            List<Task<Void>> getters = List.of(getting(queue, "a"), getting(queue, "b"), getting(queue, "c"));
            turn();
            queue.putNowait(1);
            queue.putNowait(2);
            queue.putNowait(3);
            await(gather(getters));
        }));
        trace.assertSaid("0 a got 1", "0 b got 2", "0 c got 3");
    }

    @Test
    void joinWaitsUntilAllIsDealtWith() throws Exception {
        trace.run(async(() -> {
            var queue = new Queue<Integer>();
            queue.join();
            trace.say("nothing to wait for");
            for (int item = 0; item < 3; item++) {
                queue.putNowait(item);
            }
            Task<Void> worker = createTask(async(() -> {
                while (true) {
                    int item = queue.get();
                    await(sleep(Duration.ofSeconds(1)));
                    trace.say("dealt with " + item);
                    queue.taskDone();
                }
            }));
            queue.join();
            trace.say("all done");
            worker.cancel();
            assertThatIllegalStateException().isThrownBy(queue::taskDone).withMessageContaining("more often");
        }));
        trace.assertSaid("0 nothing to wait for", "1 dealt with 0", "2 dealt with 1", "3 dealt with 2", "3 all done");
    }

    @Test
    void whoDoesNotWaitIsToldThatItIsFullOrEmpty() {
        var queue = new Queue<String>(1);
        assertThatExceptionOfType(QueueEmpty.class).isThrownBy(queue::getNowait);
        queue.putNowait("a");
        assertThat(queue.full()).isTrue();
        assertThatExceptionOfType(QueueFull.class)
                .isThrownBy(() -> queue.putNowait("b"))
                .withMessageContaining("holds 1 items");
        assertThat(queue.getNowait()).isEqualTo("a");
        assertThat(queue.empty()).isTrue();
    }

    @Test
    void theOtherKindsGiveTheLeastOrTheLastFirst() {
        Queue<Integer> priority = Queue.priority(0, Comparator.naturalOrder());
        Queue<Integer> lifo = Queue.lifo(0);
        for (int item : new int[] {2, 3, 1}) {
            priority.putNowait(item);
            lifo.putNowait(item);
        }
        assertThat(List.of(priority.getNowait(), priority.getNowait(), priority.getNowait()))
                .containsExactly(1, 2, 3);
        assertThat(List.of(lifo.getNowait(), lifo.getNowait(), lifo.getNowait()))
                .containsExactly(1, 3, 2);
    }

    @Test
    void outsideACoroutineNobodyWaits() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Queue<Integer>().get())
                .withMessageContaining("outside a coroutine");
    }
}
