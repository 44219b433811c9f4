package claimbench.loop;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A stream of items from a piece of code that may await between them. The code runs when the consumer asks for an item, up to
 * its next yield, as part of the consumer's task: so nothing is made that nobody asked for, and a slow consumer holds up
 * the producer.
 *
 * <pre>{@code
 * static AsyncGenerator<String> lines(LoopSocket socket) {   // async def lines(socket):
 *     return generator(out -> {
 *         ...
 *         out.yield(line);                                   //     yield line
 *     });
 * }
 *
 * try (var lines = lines(socket)) {                          // async with aclosing(lines(socket)) as lines:
 *     for (String line : lines) {                            //     async for line in lines:
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>A failure of the code is thrown where the consumer asked, checked exceptions too, and ends the stream. A cancellation of
 * the consumer reaches the code where it awaits.
 *
 * <p>A consumer that leaves early closes the generator: the code is thrown a {@link GeneratorExit} at its yield, and
 * cleans up, awaiting as it likes. A generator that nobody closes is closed by its loop, in a task, once it is garbage
 * or the loop ends.
 *
 * <p>For the tasks of one loop, one at a time.
 *
 * @param <T> the items, which are not null
 */
public final class AsyncGenerator<T> implements Iterable<T>, AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Producer<T> producer;
    private final Items items = new Items();
    private boolean watched;

    /**
     * The code that makes the items.
     *
     * @param <T> the items
     */
    @FunctionalInterface
    public interface Body<T> {
        void run(Out<T> out) throws Exception;
    }

    /**
     * Where the code puts its items.
     *
     * @param <T> the items
     */
    public interface Out<T> {
        /**
         * Gives the consumer an item, and waits until it asks for the next.
         *
         * @throws GeneratorExit where the consumer wants no more
         * @throws IllegalStateException outside the generator's own body, and where it is being closed already
         */
        @SuppressWarnings("NamedLikeContextualKeyword") // it is Python's word, and can only be called with its object
        void yield(T item);
    }

    AsyncGenerator(Body<T> body) {
        producer = new Producer<>(body);
    }

    /** The items that are left; the same iterator each time. Its methods await, so they are for a coroutine. */
    @Override
    public Iterator<T> iterator() {
        return items;
    }

    /**
     * Ends the code at its yield, and waits for its clean-up. Does nothing where it has not begun, or has ended.
     *
     * <p>What the clean-up throws is thrown, checked exceptions too.
     *
     * @throws IllegalStateException where the code is running: another task is asking for an item
     */
    @Override
    public void close() {
        items.next = null;
        try {
            producer.close();
        } catch (Exception e) {
            throw Thrown.unchecked(e);
        }
    }

    private final class Items implements Iterator<T> {
        /** What {@link #hasNext} has got already. */
        private @Nullable T next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = ask();
            }
            return next != null;
        }

        @Override
        public T next() {
            T item = next == null ? ask() : next;
            if (item == null) {
                throw new NoSuchElementException("the generator has ended");
            }
            next = null;
            return item;
        }
    }

    private @Nullable T ask() {
        if (!watched) {
            watched = true;
            CLEANER.register(
                    this, producer::abandoned); // the producer does not know this object, which may become garbage
        }
        try {
            return producer.next();
        } catch (Exception e) {
            throw Thrown.unchecked(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
