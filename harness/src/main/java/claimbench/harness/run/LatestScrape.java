package claimbench.harness.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process has told the recorder last. Who looks on is given that, and the process is not asked a second time: looking must not
 * disturb what is measured. Thread-safe.
 */
final class LatestScrape implements Scraper.Source {
    /** Twice the recorder's period: what is older is not given as if it were so now. */
    private static final Duration AGE_MAX = Duration.ofSeconds(2);

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Said(byte[] text, long nanos) {}

    private final LongSupplier nanoTime;
    private volatile @Nullable Said latest;

    /**
     * Of a process that has said nothing yet.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    LatestScrape(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** It says this now. The array is kept as it is. */
    void said(byte[] text) {
        latest = new Said(text, nanoTime.getAsLong());
    }

    @Override
    public Optional<byte[]> ask() throws IOException {
        Said said = latest;
        if (said == null || nanoTime.getAsLong() - said.nanos > AGE_MAX.toNanos()) {
            throw new IOException("silent for the last " + AGE_MAX.toMillis() + " ms");
        }
        return Optional.of(said.text);
    }
}
