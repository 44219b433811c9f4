package claimbench.micro.compare;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.IntToLongFunction;

/** Work on virtual threads. Where there is one carrier, they are all on one thread. */
final class Carrier {
    private Carrier() {}

    /** Makes a call on a virtual thread of its own, and waits for the end: the way in from the thread of a benchmark. */
    static long call(Callable<Long> work) throws Exception {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task.get();
    }

    /** Starts so many threads; each sets the element of its number to what its body returns. */
    static Thread[] start(long[] results, IntToLongFunction body) {
        var threads = new Thread[results.length];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = Thread.ofVirtual().start(() -> results[number] = body.applyAsLong(number));
        }
        return threads;
    }

    /** Waits for the end of all; the sum of their results. */
    static long join(Thread[] threads, long[] results) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            sum += results[i];
        }
        return sum;
    }

    /** Gives all other virtual threads a turn. */
    @SuppressWarnings("ThreadPriorityCheck") // with one carrier, the one next in the queue comes next
    static void giveWay() {
        Thread.yield();
    }
}
