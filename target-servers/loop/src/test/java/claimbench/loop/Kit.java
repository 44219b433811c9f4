package claimbench.loop;

/** The primitives that a random program is run with, so that broken ones can show that the checks find what is broken. */
interface Kit {
    /** A lock. */
    interface Mutex {
        void acquire() throws Exception;

        void release();
    }

    /** A queue of at most so many items. */
    interface Channel {
        void put(Object item) throws Exception;

        Object get() throws Exception;

        int size();
    }

    Mutex mutex();

    Channel channel(int capacity);
}
