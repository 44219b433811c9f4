package claimbench.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The running part of an {@link AsyncGenerator}: a stack of its own, nested in that of the consumer's task.
 *
 * <pre>
 *   the task's stack:  … ─ consumer ─ next ─┐
 *   this stack:                             └─ the body ─ yield      leaves this stack: next returns the item
 *                                              the body ─ await      leaves this stack, then next leaves the task's
 * </pre>
 *
 * <p>A stack that another one is nested in cannot be left, for then frames of both would lie on the thread. So an await leaves the
 * innermost stack; {@link #enter} finds that no item came, and leaves the stack around it; when the task goes on, it enters
 * the inner one again. Generators that use generators do this at each level.
 *
 * @param <T> the items
 */
final class Producer<T> implements AsyncGenerator.Out<T> {
    private enum State {
        NEW,
        RUNNING,
        AT_YIELD,
        ENDED
    }

    private final AsyncGenerator.Body<T> body;
    private final Stack stack = new Stack(this::main);
    private State state = State.NEW;
    private boolean closing;
    private @Nullable T item;
    private @Nullable Throwable failure;
    private volatile @Nullable EventLoop loop;

    /** As the state, for the cleaner's thread. */
    private volatile boolean ended;

    Producer(AsyncGenerator.Body<T> body) {
        this.body = Objects.requireNonNull(body, "body");
    }

    /** Runs the body to its next yield; returns null where it ended. */
    @Nullable
    T next() throws Exception {
        if (state == State.ENDED) {
            return null;
        }
        enter(EventLoop.runningTask());
        T made = item;
        item = null;
        return made;
    }

    /** Ends the body at its yield. */
    void close() throws Exception {
        switch (state) {
            case NEW -> end();
            case ENDED -> {}
            case RUNNING, AT_YIELD -> {
                Task<?> task = EventLoop.runningTask();
                checkNotRunning();
                closing = true;
                enter(task);
            }
        }
    }

    @Override
    @SuppressWarnings("NamedLikeContextualKeyword") // as in the interface
    public void yield(T made) {
        Objects.requireNonNull(made, "a generator's item must not be null");
        if (state != State.RUNNING || !stack.isCurrent()) {
            throw new IllegalStateException("yield is for the generator's own body: not for another task, nor another"
                    + " generator's body, nor after its end");
        }
        if (closing) {
            throw new IllegalStateException(
                    "this generator is being closed, and must not yield: clean up, and leave the body");
        }
        item = made;
        state = State.AT_YIELD;
        try {
            Stack.leave();
        } catch (IllegalStateException e) {
            item = null;
            state = State.RUNNING;
            throw e;
        }
        if (closing) {
            throw new GeneratorExit();
        }
    }

    /** Runs the body until it yields or ends, as part of the task. */
    private void enter(Task<?> task) throws Exception {
        checkNotRunning();
        EventLoop mine = loop;
        if (mine == null) {
            mine = task.loop;
            loop = mine;
            mine.generators.add(this);
        } else if (mine != task.loop) {
            throw new IllegalStateException("this generator belongs to another loop, where it has begun");
        }
        state = State.RUNNING;
        stack.run();
        while (state == State.RUNNING) {
            task.suspendToo(stack); // the body awaits
            stack.run();
        }
        if (state == State.ENDED) {
            mine.generators.remove(this);
            Throwable thrown = failure;
            if (thrown != null) {
                failure = null;
                throw Thrown.asException(thrown);
            }
        }
    }

    private void checkNotRunning() {
        if (state == State.RUNNING) {
            throw new IllegalStateException(
                    "this generator is running already: one task at a time may ask it for an item or close it, and its own"
                            + " body never");
        }
    }

    /** Runs on the nested stack. */
    private void main() {
        try {
            body.run(this);
        } catch (GeneratorExit e) {
            failure = closing ? null : e;
        } catch (Throwable e) {
            failure = e;
        } finally {
            end();
        }
    }

    private void end() {
        state = State.ENDED;
        ended = true;
    }

    /** Nobody can ask for an item, or close this, any more. On the cleaner's thread. */
    void abandoned() {
        EventLoop mine = loop;
        if (mine != null && !ended) {
            mine.postUnlessClosed(() -> {
                if (state == State.AT_YIELD) {
                    mine.createTask(Asyncio.async(this::close), "close generator");
                }
            });
        }
    }
}
