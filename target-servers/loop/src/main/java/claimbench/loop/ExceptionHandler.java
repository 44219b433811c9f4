package claimbench.loop;

/** Hears of what went wrong in a loop where there is nobody to throw to: see {@link EventLoop#setExceptionHandler}. */
@FunctionalInterface
public interface ExceptionHandler {
    /**
     * Takes a report. Mostly called on the loop's thread, but on others too: the watchdog's, and the one that hears of
     * garbage. Must not block. What it throws is logged.
     */
    void handle(Report report);
}
