package claimbench.loop;

/**
 * A loop's time: what it reads, and how it lets time pass while it has nothing to do. {@link VirtualClock} lets it pass at
 * once, so that an hour of sleeps runs in milliseconds.
 *
 * <p>Any thread may read it; only the loop's thread lets time pass.
 */
public interface LoopClock {
    /** The wait of a loop that has no timer: until something comes from outside. */
    long FOREVER = Long.MAX_VALUE;

    /** The machine's time. */
    LoopClock SYSTEM = new LoopClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long pass(long nanos) {
            return nanos;
        }
    };

    /** Nanoseconds since some moment; never goes back. May be read from any thread. */
    long nanos();

    /**
     * Called when the loop has nothing to run until its next timer.
     *
     * @param nanos until then, at least 0, or {@link #FOREVER}
     * @return how much of it the loop is to wait through, listening to its sockets and to other threads
     */
    long pass(long nanos);
}
