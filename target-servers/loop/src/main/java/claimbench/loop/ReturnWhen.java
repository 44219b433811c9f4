package claimbench.loop;

/** What {@link Asyncio#waitUntil} waits for. */
public enum ReturnWhen {
    /** One is done, or cancelled. */
    FIRST_COMPLETED,
    /** One has failed, or all are done; a cancelled one has not failed. */
    FIRST_EXCEPTION,
    /** All are done. */
    ALL_COMPLETED
}
