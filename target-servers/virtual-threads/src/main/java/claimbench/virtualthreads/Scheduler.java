package claimbench.virtualthreads;

import claimbench.contract.Meter;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;

/** What the JVM says of its scheduler of virtual threads: read when somebody asks, at no cost before. */
final class Scheduler {
    private Scheduler() {}

    /** Has these meters show it. */
    static void shownBy(ServerMeters meters) {
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        meters.gauge(Meter.VIRTUAL_CARRIERS, Tags.empty(), scheduler, VirtualThreadSchedulerMXBean::getPoolSize);
        meters.gauge(
                Meter.VIRTUAL_MOUNTED,
                Tags.empty(),
                scheduler,
                VirtualThreadSchedulerMXBean::getMountedVirtualThreadCount);
        meters.gauge(
                Meter.VIRTUAL_QUEUED,
                Tags.empty(),
                scheduler,
                VirtualThreadSchedulerMXBean::getQueuedVirtualThreadCount);
    }
}
