package claimbench.harness.dashboard;

import claimbench.dashboards.web.ShownRun;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRunException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A run in progress, as it is shown: the end of the period moves on until the run has ended, and stays there then. Thread-safe.
 */
public final class LiveRun implements Supplier<ShownRun> {
    /** No more than this is asked for again and again; earlier times can be chosen in the page. */
    private static final long SHOWN_MILLIS_MAX = Duration.ofMinutes(15).toMillis();

    /** Each time costs the cores that measure. */
    private static final int REFRESH_SECONDS = 5;

    private static final long NOT_ENDED = -1;

    private final String name;
    private final BooleanSupplier inProgress;
    private final InstantSource clock;
    private final long sinceMillis;
    private volatile long endMillis = NOT_ENDED;

    /**
     * Watched from now on.
     *
     * @param dir of the run
     */
    public static LiveRun of(Path dir) {
        return new LiveRun(name(dir), () -> RunInProgress.is(dir), InstantSource.system());
    }

    /** As its samples have it. */
    private static String name(Path dir) {
        try {
            return RunFiles.read(dir.resolve(RunFiles.RUN), RunRecord.class).id();
        } catch (StoredRunException e) {
            // The pages show it all the same, under the name that most runs have.
            return String.valueOf(dir.toAbsolutePath().normalize().getFileName());
        }
    }

    LiveRun(String name, BooleanSupplier inProgress, InstantSource clock) {
        this.name = name;
        this.inProgress = inProgress;
        this.clock = clock;
        this.sinceMillis = clock.millis();
    }

    /** Looks whether it has ended; true the one time that it has since the last look. */
    public boolean hasJustEnded() {
        if (endMillis != NOT_ENDED || inProgress.getAsBoolean()) {
            return false;
        }
        endMillis = clock.millis();
        return true;
    }

    @Override
    public ShownRun get() {
        long end = endMillis;
        boolean live = end == NOT_ENDED;
        // A period has a length, from its first moment on.
        long to = Math.max(live ? clock.millis() : end, sinceMillis + 1);
        return new ShownRun(live, name, Math.max(sinceMillis, to - SHOWN_MILLIS_MAX), to, live ? REFRESH_SECONDS : 0);
    }
}
