package claimbench.eventloop;

/**
 * One loop's part of what is declared for the server as a whole, which its workers and their loops share out among them.
 *
 * @param index of the loop among all loops of all workers, from 0
 * @param loops all of them, at least one
 */
record Share(int index, int loops) {
    /**
     * The part of one of this process's loops.
     *
     * @param loop its index within the process, from 0
     */
    static Share of(EventLoopOptions options, int loop) {
        int workersBefore = Math.max(0, options.worker() - 1);
        return new Share(workersBefore * options.loops() + loop, options.workers() * options.loops());
    }

    /** All parts make up the whole. */
    int of(int whole) {
        return whole / loops + (index < whole % loops ? 1 : 0);
    }

    /**
     * What comes on top of {@link #of another whole}, so that both together are shared out as evenly as can be: whoever lands on
     * the loop that had less of the one has more of the other.
     */
    int ofMore(int before, int more) {
        return of(before + more) - of(before);
    }
}
