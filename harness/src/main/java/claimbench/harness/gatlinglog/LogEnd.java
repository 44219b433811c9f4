package claimbench.harness.gatlinglog;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How far a log was read.
 *
 * @param records that were whole, the header included
 * @param bytes that they take
 * @param fileBytes what was there in all; more than {@code bytes} where the log is not whole
 * @param damage what was found behind the whole records that is no record; null where there is nothing, or the beginning of one
 */
public record LogEnd(
        long records, long bytes, long fileBytes, @Nullable String damage) {

    /** Whether the log ends in the middle of a record: whoever wrote it was ended by force, or the disk was full. */
    public boolean isCutOff() {
        return damage == null && (bytes < fileBytes || records == 0);
    }

    /** Whether not even the header was whole. */
    public boolean isNothing() {
        return records == 0;
    }

    /**
     * Takes nothing but a log without damage.
     *
     * @throws IOException where it is damaged
     */
    void requireUndamaged(Path file) throws IOException {
        if (damage != null) {
            throw new IOException(file + " " + inWords());
        }
    }

    /** Of a log that is damaged: after how much, and what was found there. */
    public String inWords() {
        return "is damaged after " + records + " records, at byte " + bytes + " of " + fileBytes + ": it " + damage;
    }
}
