package claimbench.loop;

/** The loop's own primitives. */
final class LoopKit implements Kit {
    @Override
    public Mutex mutex() {
        var lock = new Lock();
        return new Mutex() {
            @Override
            public void acquire() {
                lock.acquire();
            }

            @Override
            public void release() {
                lock.release();
            }
        };
    }

    @Override
    public Channel channel(int capacity) {
        var queue = new Queue<Object>(capacity);
        return new Channel() {
            @Override
            public void put(Object item) {
                queue.put(item);
            }

            @Override
            public Object get() {
                return queue.get();
            }

            @Override
            public int size() {
                return queue.size();
            }
        };
    }
}
