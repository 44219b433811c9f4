package claimbench.virtualthreads;

import claimbench.contract.Meter;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * Virtual threads that held on to their carriers while they waited, since a native call or a class' initialization was under way in
 * them. Only the JVM's flight recorder tells; it hands its events on about once a second. Thread-safe.
 */
final class PinnedEvents implements AutoCloseable {
    private static final String EVENT = "jdk.VirtualThreadPinned";

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final RecordingStream stream = new RecordingStream();

    /** Counts from now on, and has these meters show it. */
    PinnedEvents(ServerMeters meters) {
        meters.summary(
                Meter.VIRTUAL_PINNED, Tags.empty(), this, events -> events.count.sum(), events -> events.nanos.sum());
        stream.enable(EVENT).withoutStackTrace().withoutThreshold();
        stream.onEvent(EVENT, this::add);
        stream.startAsync();
    }

    private void add(RecordedEvent event) {
        nanos.add(event.getDuration().toNanos());
        count.increment();
    }

    @Override
    public void close() {
        stream.close();
    }
}
