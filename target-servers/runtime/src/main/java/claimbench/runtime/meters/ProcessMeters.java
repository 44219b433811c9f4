package claimbench.runtime.meters;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the JVM and the operating system count of this process. Fewer series than Micrometer's own binders have, since each costs
 * a line in every scrape, and counted in cheaper ways: a target is asked each second while it is measured.
 */
final class ProcessMeters {
    private static final double PER_MILLI = 1e-3;
    private static final double PER_NANO = 1e-9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long BYTES_PER_KIBIBYTE = 1_024;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final String RESIDENT = "VmRSS:";

    ProcessMeters() {}

    void bindTo(Meters meters) {
        bindJvm(meters);
        bindSystem(meters);
        bindContextSwitches(meters);
    }

    private static void bindJvm(Meters meters) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory(meters, memory, "heap", MemoryMXBean::getHeapMemoryUsage);
        memory(meters, memory, "nonheap", MemoryMXBean::getNonHeapMemoryUsage);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            meters.summary(
                    Meter.JVM_GC_PAUSE,
                    Tags.of(MeterNames.GC, collector.getName()),
                    collector,
                    GarbageCollectorMXBean::getCollectionCount,
                    gc -> gc.getCollectionTime() * NANOS_PER_MILLI);
        }
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            meters.counter(Meter.JVM_ALLOCATED, Tags.empty(), threads, ThreadMXBean::getTotalThreadAllocatedBytes);
            meters.gauge(Meter.JVM_THREADS, Tags.empty(), threads, ThreadMXBean::getThreadCount);
        }
        meters.counter(
                Meter.JVM_COMPILATION,
                Tags.empty(),
                ManagementFactory.getCompilationMXBean(),
                compiler -> compiler.getTotalCompilationTime() * PER_MILLI);
        meters.gauge(
                Meter.PROCESS_UPTIME,
                Tags.empty(),
                ManagementFactory.getRuntimeMXBean(),
                runtime -> runtime.getUptime() * PER_MILLI);
    }

    private static void memory(
            Meters meters, MemoryMXBean memory, String area, Function<MemoryMXBean, MemoryUsage> usage) {
        Tags labels = Tags.of(MeterNames.AREA, area);
        meters.gauge(
                Meter.JVM_MEMORY_USED, labels, memory, bean -> usage.apply(bean).getUsed());
        meters.gauge(
                Meter.JVM_MEMORY_COMMITTED,
                labels,
                memory,
                bean -> usage.apply(bean).getCommitted());
    }

    private static void bindSystem(Meters meters) {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.OperatingSystemMXBean known) {
            meters.counter(Meter.PROCESS_CPU, Tags.empty(), known, bean -> bean.getProcessCpuTime() * PER_NANO);
        }
        if (system instanceof UnixOperatingSystemMXBean unix) {
            meters.gauge(Meter.PROCESS_FILES, Tags.empty(), unix, ProcessMeters::openFiles);
        }
        if (Files.isReadable(STATUS)) {
            meters.gauge(Meter.PROCESS_MEMORY, Tags.empty(), STATUS, ProcessMeters::residentBytes);
        }
    }

    private static void bindContextSwitches(Meters meters) {
        ResourceUsage.find().ifPresent(usage -> {
            meters.counter(
                    Meter.PROCESS_SWITCHES,
                    Tags.of(MeterNames.KIND, "voluntary"),
                    usage,
                    ResourceUsage::voluntarySwitches);
            meters.counter(
                    Meter.PROCESS_SWITCHES,
                    Tags.of(MeterNames.KIND, "involuntary"),
                    usage,
                    ResourceUsage::involuntarySwitches);
        });
    }

    /** Newer kernels (6.2) give the number as the folder's size; the JVM would list ten thousand of them. */
    private static double openFiles(UnixOperatingSystemMXBean system) {
        try {
            long size = Files.size(FILES);
            if (size > 0) {
                return size;
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return system.getOpenFileDescriptorCount();
    }

    private static double residentBytes(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIBIBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
