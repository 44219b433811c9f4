package claimbench.loop;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A task's wait for one direction of a channel. The selector goes on watching a direction until it reports it at a moment
 * when no task waits for it: mostly the next wait is for the same, and costs no system call.
 */
final class Interest extends Wait {
    private final LoopChannel channel;

    /** The waiting task, if any. */
    private @Nullable Task<?> task;

    Interest(LoopChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until the channel is ready for an operation.
     *
     * @param operation of {@link SelectionKey}
     * @throws ClosedChannelException where the channel is closed; an {@link AsynchronousCloseException} where it was closed
     *     meanwhile
     */
    void await(int operation) throws IOException {
        Task<?> running = EventLoop.runningTask();
        if (running.loop != channel.loop) {
            throw new IllegalStateException(
                    "this socket belongs to another loop, and cannot be waited for on this one");
        }
        if (task != null) {
            throw new IllegalStateException(
                    task.name() + " waits for this already: one reader and one writer at a time");
        }
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        channel.watch(operation);
        task = running;
        running.suspend(this);
        if (!channel.isOpen()) {
            throw new AsynchronousCloseException();
        }
    }

    /** The channel is ready, or closed; returns false where no task waited for it. */
    boolean wake() {
        Task<?> waiting = task;
        if (waiting == null) {
            return false;
        }
        task = null;
        waiting.wake();
        return true;
    }

    @Override
    boolean cancel() {
        Task<?> waiting = task;
        if (waiting == null) {
            return false;
        }
        task = null;
        waiting.wakeCancelled();
        return true;
    }

    @Override
    boolean isOver() {
        return task == null;
    }

    @Override
    String describe() {
        return (this == channel.inward ? "something to read from " : "room to write to ") + channel;
    }

    @Override
    void abandon(Stack stack) {
        task = null;
    }
}
