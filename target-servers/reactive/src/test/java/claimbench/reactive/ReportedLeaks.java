package claimbench.reactive;

import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Netty's search for buffers that nobody released, with what it found kept. A system property names it to Netty. */
public final class ReportedLeaks<T> extends ResourceLeakDetector<T> {
    private static final List<String> FOUND = new CopyOnWriteArrayList<>();

    /** As Netty calls it. */
    public ReportedLeaks(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /** As Netty called it once; it still looks for this, too. */
    public ReportedLeaks(Class<?> resourceType, int samplingInterval, long activeMax) {
        super(resourceType, samplingInterval);
    }

    /** What was found so far. */
    static List<String> found() {
        return FOUND;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        FOUND.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        FOUND.add(resourceType);
    }
}
