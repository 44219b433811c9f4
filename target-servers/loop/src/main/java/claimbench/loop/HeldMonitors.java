package claimbench.loop;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Refuses an await inside a {@code synchronized} block. The JVM would let the coroutine wait there; but the next one runs on
 * the same thread, which owns the monitor, so that the block would keep nobody out. For debug mode, since asking the JVM for
 * the monitors of a thread takes some tens of microseconds. Locks of {@code java.util.concurrent} are not looked for: that
 * would be a walk through the whole heap.
 */
final class HeldMonitors {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CALLS_MAX = 1000;

    private HeldMonitors() {}

    /**
     * Looks at the calling thread, which is on a coroutine's stack.
     *
     * @throws IllegalStateException where a call of the coroutine holds a monitor
     */
    static void refuse() {
        long[] self = {Thread.currentThread().threadId()};
        ThreadInfo info = THREADS.getThreadInfo(self, true, false, CALLS_MAX)[0];
        // Whoever started the loop may hold what he likes: those calls are further down.
        int depth = Traces.depthOfCallback(info.getStackTrace());
        for (MonitorInfo monitor : info.getLockedMonitors()) {
            if (monitor.getLockedStackDepth() >= 0 && monitor.getLockedStackDepth() < depth) {
                throw new IllegalStateException("await inside a synchronized block: " + monitor.getLockedStackFrame()
                        + " holds the monitor of a " + monitor.getClassName()
                        + ", and the next task runs on the same thread, which the monitor lets in; leave the block before the"
                        + " await");
            }
        }
    }
}
