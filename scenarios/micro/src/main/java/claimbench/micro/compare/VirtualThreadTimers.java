package claimbench.micro.compare;

import java.time.Duration;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Virtual threads that sleep: they have no other timers. The JDK keeps their delays in a heap of another thread. */
public class VirtualThreadTimers extends PendingTimers {
    private Thread[] sleeping = new Thread[0];

    @Setup
    public void start() throws Exception {
        Carrier.call(() -> {
            sleeping = Carrier.start(new long[pending], number -> sleep(far(number)));
            Carrier.giveWay(); // they begin
            return 0L;
        });
    }

    /** Sleeps; 1 where nobody interrupted it. */
    private static long sleep(Duration delay) {
        try {
            Thread.sleep(delay);
            return 1;
        } catch (InterruptedException e) {
            return 0;
        }
    }

    @Override
    protected long fire(int timers) throws Exception {
        return Carrier.call(() -> {
            long[] fired = new long[timers];
            return Carrier.join(Carrier.start(fired, number -> sleep(SOON)), fired);
        });
    }

    @Override
    protected long cancel(int timers) throws Exception {
        return Carrier.call(() -> {
            long[] fired = new long[timers];
            Thread[] threads = Carrier.start(fired, number -> sleep(far(number)));
            Carrier.giveWay(); // they begin
            for (Thread thread : threads) {
                thread.interrupt();
            }
            return timers - Carrier.join(threads, fired);
        });
    }

    @TearDown
    public void end() {
        for (Thread thread : sleeping) {
            thread.interrupt();
        }
    }
}
