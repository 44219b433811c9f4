package claimbench.harness.gatlinglog;

import java.io.IOException;

/**
 * Is told of every whole record of a log, in its order: about that of the ends of what happened. Times are milliseconds
 * since the run's start. For one thread.
 */
public interface LogVisitor {
    /** The first record. */
    default void run(LogHeader header) throws IOException {}

    /**
     * A request has ended.
     *
     * @param message why it failed; empty where it did not, or nothing is known
     */
    default void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message)
            throws IOException {}

    /** A message came that nobody had asked for, by a WebSocket or a stream of events: it took no time. */
    default void unasked(LogEntry stream, int atMillis) throws IOException {}

    /**
     * A user has come, or has gone.
     *
     * @param scenario index in {@link LogHeader#scenarios}
     */
    default void user(int scenario, boolean comes, int atMillis) throws IOException {}

    /**
     * A user has gone through a group.
     *
     * @param cumulatedMillis its requests' times, added up
     */
    default void group(LogEntry group, int startMillis, int endMillis, int cumulatedMillis, boolean ok)
            throws IOException {}

    /** Something failed that is no request, such as one that could not be built. */
    default void error(String message, int atMillis) throws IOException {}
}
