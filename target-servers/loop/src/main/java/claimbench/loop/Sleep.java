package claimbench.loop;

import java.util.concurrent.TimeUnit;

/** A timer that a task sleeps on: one object a sleep. */
final class Sleep extends Timer {
    private final Task<?> task;

    Sleep(Timers timers, long whenNanos, Task<?> task) {
        super(timers, whenNanos);
        this.task = task;
    }

    @Override
    void fire() {
        task.wake();
    }

    @Override
    public boolean cancel() {
        if (!super.cancel()) {
            return false;
        }
        task.wakeCancelled();
        return true;
    }

    @Override
    String describe() {
        return "a timer, due in " + TimeUnit.NANOSECONDS.toMillis(whenNanos - task.loop.timeNanos()) + " ms";
    }

    @Override
    void abandon(Stack stack) {
        super.cancel();
    }
}
