package claimbench.loop;

/** What a suspended task waits for. Each kind knows how it is let go of. */
abstract class Wait {
    /**
     * The task is to be cancelled: ends the wait, and sees to it that the task runs again and finds itself cancelled.
     *
     * @return false where the wait is over already, so that nothing was done
     */
    abstract boolean cancel();

    /** The task could not be suspended after all: forgets that it waits. */
    abstract void abandon(Stack stack);

    /** Whether it is over, so that the task is ready, and only has to wait for its turn. */
    abstract boolean isOver();

    /** What this is: {@code "task upload"}. */
    abstract String describe();

    /** As {@link #describe}, with more for a dump. */
    String detail() {
        return describe();
    }
}
