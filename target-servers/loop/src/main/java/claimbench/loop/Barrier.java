package claimbench.loop;

import java.util.concurrent.BrokenBarrierException;

/**
 * Where a number of tasks wait for each other: once they are all there, all go on, and the barrier is ready for the next round.
 * A task that is cancelled while it waits leaves, and another may take its place.
 *
 * <p>For one loop's thread.
 */
public final class Barrier {
    private final int parties;
    private Round round = new Round();
    private boolean broken;

    /** The tasks that go on together. */
    private static final class Round {
        final Waiters waiters = new Waiters();
        int waiting;

        /** It ended without all of them being there. */
        boolean failed;
    }

    /**
     * A barrier.
     *
     * @param parties how many tasks wait for each other, at least 1
     */
    public Barrier(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier needs 1 task or more, not " + parties);
        }
        this.parties = parties;
    }

    /**
     * Waits until all are there. The last one does not wait.
     *
     * @return how many were there before
     * @throws BrokenBarrierException where {@link #reset} or {@link #abort} was called meanwhile, or abort before
     */
    public int await() throws BrokenBarrierException {
        EventLoop.runningTask();
        if (broken) {
            throw new BrokenBarrierException("the barrier was aborted: reset it to use it again");
        }
        Round mine = round;
        int before = mine.waiting;
        if (before + 1 == parties) {
            startRound();
            return before;
        }
        mine.waiting++;
        try {
            mine.waiters.await(mine.waiters.join());
        } finally {
            mine.waiting--;
        }
        if (mine.failed) {
            throw new BrokenBarrierException(
                    broken ? "the barrier was aborted" : "the barrier was reset, and begins again");
        }
        return before;
    }

    /** Sends those that wait away with a {@link BrokenBarrierException}, and begins again. */
    public void reset() {
        broken = false;
        round.failed = true;
        startRound();
    }

    /** Breaks it: those that wait, and all that come, have a {@link BrokenBarrierException} thrown, until {@link #reset}. */
    public void abort() {
        broken = true;
        round.failed = true;
        startRound();
    }

    public int parties() {
        return parties;
    }

    /** How many wait now. */
    public int waiting() {
        return round.waiting;
    }

    public boolean broken() {
        return broken;
    }

    private void startRound() {
        Round old = round;
        round = new Round();
        old.waiters.wakeAll();
    }
}
