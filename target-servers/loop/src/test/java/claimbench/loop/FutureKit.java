package claimbench.loop;

import static claimbench.loop.Asyncio.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Primitives made of futures, in the way of asyncio. Each can be made with the mistake that is easiest to make. */
final class FutureKit implements Kit {
    /** What is wrong with a kit. */
    enum Mistake {
        NONE(""),
        /** A waiter that is woken and cancelled before its turn does not pass its wake-up on. */
        WAKE_UP_LOST("could go on, but was not woken"),
        /** Who is cancelled as he waits for a lock is told so once more as he comes back. */
        CANCELLED_TWICE("was cancelled unasked, or twice"),
        /** A waiter that is cancelled goes on as if it were not. */
        CANCELLATION_EATEN("was not told of its cancellation"),
        /** A newcomer may enter while a waiter has been woken to. */
        TWO_ENTER("while another holds it"),
        /** An item is handed to a waiter that is cancelled meanwhile. */
        ITEM_LOST("was given");

        /** What the judge is to say of it. */
        final String shows;

        Mistake(String shows) {
            this.shows = shows;
        }
    }

    private final Mistake mistake;

    FutureKit(Mistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public Mutex mutex() {
        return new FutureMutex();
    }

    @Override
    public Channel channel(int capacity) {
        return new FutureChannel(capacity);
    }

    /** Tasks that wait for their turn; the first one that is woken goes on. */
    private final class Waiters {
        private final List<LoopFuture<Boolean>> waiters = new ArrayList<>();

        boolean isEmpty() {
            return waiters.isEmpty();
        }

        /** Waits to be woken. */
        void await(Runnable passOn) throws Exception {
            LoopFuture<Boolean> waiter = EventLoop.running().createFuture();
            waiters.add(waiter);
            try {
                Asyncio.await(waiter);
            } catch (CancelledError e) {
                waiters.remove(waiter);
                if (mistake != Mistake.WAKE_UP_LOST) {
                    passOn.run();
                }
                if (mistake != Mistake.CANCELLATION_EATEN) {
                    throw e;
                }
            } finally {
                waiters.remove(waiter);
            }
        }

        boolean isAnyWoken() {
            return waiters.stream().anyMatch(LoopFuture::isDone);
        }

        /** Wakes the first that has not been woken. */
        void wakeNext() {
            waiters.stream().filter(waiter -> !waiter.isDone()).findFirst().ifPresent(waiter -> waiter.setResult(true));
        }
    }

    private final class FutureMutex implements Mutex {
        private final Waiters waiters = new Waiters();
        private boolean locked;
        private boolean tellAgain;

        @Override
        public void acquire() throws Exception {
            if (tellAgain) {
                tellAgain = false;
                throw new CancelledError("twice");
            }
            if (locked || (!waiters.isEmpty() && mistake != Mistake.TWO_ENTER)) {
                try {
                    waiters.await(this::wakeNext);
                } catch (CancelledError e) {
                    tellAgain = mistake == Mistake.CANCELLED_TWICE;
                    throw e;
                }
            }
            locked = true;
        }

        @Override
        public void release() {
            locked = false;
            wakeNext();
        }

        private void wakeNext() {
            if (!locked && !waiters.isAnyWoken()) {
                waiters.wakeNext();
            }
        }
    }

    private final class FutureChannel implements Channel {
        private final int capacity;
        private final ArrayDeque<Object> items = new ArrayDeque<>();
        private final Waiters putters = new Waiters();
        private final Waiters getters = new Waiters();
        private final ArrayDeque<LoopFuture<Object>> takers = new ArrayDeque<>();

        FutureChannel(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public void put(Object item) throws Exception {
            while (items.size() >= capacity) {
                putters.await(() -> {
                    if (items.size() < capacity) {
                        putters.wakeNext();
                    }
                });
            }
            if (mistake == Mistake.ITEM_LOST && !takers.isEmpty()) {
                takers.remove().setResult(item);
                return;
            }
            items.add(item);
            getters.wakeNext();
        }

        @Override
        public Object get() throws Exception {
            if (mistake == Mistake.ITEM_LOST && items.isEmpty()) {
                LoopFuture<Object> taker = EventLoop.running().createFuture();
                takers.add(taker);
                try {
                    return await(taker);
                } finally {
                    takers.remove(taker);
                }
            }
            while (items.isEmpty()) {
                getters.await(() -> {
                    if (!items.isEmpty()) {
                        getters.wakeNext();
                    }
                });
            }
            Object item = items.remove();
            putters.wakeNext();
            return item;
        }

        @Override
        public int size() {
            return items.size();
        }
    }
}
