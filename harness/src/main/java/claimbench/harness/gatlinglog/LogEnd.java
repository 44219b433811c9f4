package claimbench.harness.gatlinglog;

/**
 * How far a log was read.
 *
 * @param records that were whole, the header included
 * @param bytes that they take
 * @param fileBytes what was there in all; more than {@code bytes} where the log ends in the middle of a record
 */
public record LogEnd(long records, long bytes, long fileBytes) {

    /** Whether the log ends in the middle of a record: whoever wrote it was ended by force, or the disk was full. */
    public boolean isCutOff() {
        return bytes < fileBytes || records == 0;
    }

    /** Whether not even the header was whole. */
    public boolean isNothing() {
        return records == 0;
    }
}
