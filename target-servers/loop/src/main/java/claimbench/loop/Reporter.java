package claimbench.loop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes a loop's reports on: to the program's handler, or else to the log. Thread-safe. */
final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private volatile @Nullable ExceptionHandler handler;

    @Nullable
    ExceptionHandler handler() {
        return handler;
    }

    void setHandler(@Nullable ExceptionHandler newHandler) {
        handler = newHandler;
    }

    void report(Report report) {
        ExceptionHandler known = handler;
        if (known == null) {
            log(report);
            return;
        }
        try {
            known.handle(report);
        } catch (Throwable e) {
            LOG.error("the loop's exception handler failed; what it was told of follows", e);
            log(report);
        }
    }

    static void log(Report report) {
        switch (report.kind()) {
            case COROUTINE_NEVER_AWAITED, SLOW_CALLBACK, BLOCKING_CALL, TASKS_NOT_ENDING, EXECUTOR_NOT_ENDING ->
                LOG.warn(report.text(), report.exception());
            case CALLBACK_FAILED, FAILURE_NEVER_SEEN, FAILURE_AT_SHUTDOWN, TASK_DESTROYED, OTHER ->
                LOG.error(report.text(), report.exception());
        }
    }
}
