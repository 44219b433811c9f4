package claimbench.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The future of several futures: done when all are, with their results in the order in which they were given, however they
 * finish. The first failure is passed on at once; the others go on. To cancel it is to cancel all of them.
 *
 * @param <T> the result of each
 * @param <R> what stands for it in the list: the result, or its {@link Outcome}
 */
final class Gather<T extends @Nullable Object, R extends @Nullable Object> extends LoopFuture<List<R>> {
    /** Pending children named in a dump. */
    private static final int NAMED_MAX = 5;

    private final List<? extends LoopFuture<? extends T>> children;

    /** Makes the list's element of a child that is done. */
    private final Function<LoopFuture<? extends T>, R> element;

    private final boolean passesFailureOn;
    private int pending;
    private boolean cancelRequested;

    private Gather(
            EventLoop loop,
            List<? extends LoopFuture<? extends T>> children,
            Function<LoopFuture<? extends T>, R> element,
            boolean passesFailureOn) {
        super(loop);
        this.children = children;
        this.element = element;
        this.passesFailureOn = passesFailureOn;
        this.pending = children.size();
    }

    /** Results; the first failure fails the whole. */
    static <T extends @Nullable Object> LoopFuture<List<T>> results(
            EventLoop loop, List<? extends LoopFuture<? extends T>> children) {
        return new Gather<T, T>(loop, children, Gather::resultOf, true).start();
    }

    /** Every result and every failure. */
    static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> outcomes(
            EventLoop loop, List<? extends LoopFuture<? extends T>> children) {
        return new Gather<T, Outcome<T>>(loop, children, Gather::outcomeOf, false).start();
    }

    /** Done when all are, however they ended; nobody has looked at their failures then. */
    static LoopFuture<List<LoopFuture<?>>> waitingFor(EventLoop loop, List<? extends LoopFuture<?>> children) {
        return new Gather<@Nullable Object, LoopFuture<?>>(loop, children, child -> child, false).start();
    }

    private Gather<T, R> start() {
        if (children.isEmpty()) {
            succeed(List.of());
        }
        for (LoopFuture<? extends T> child : children) {
            child.whenDone(() -> childDone(child));
        }
        return this;
    }

    private void childDone(LoopFuture<? extends T> child) {
        pending--;
        // Looked at even after the first: a later failure is this future's affair, and is not to be logged.
        Throwable failure = passesFailureOn ? failureOf(child) : null;
        if (isDone()) {
            return;
        }
        if (failure != null) {
            fail(failure);
        } else if (pending == 0) {
            if (cancelRequested) {
                becomeCancelled();
            } else {
                List<R> list = new ArrayList<>(children.size());
                for (LoopFuture<? extends T> each : children) {
                    list.add(element.apply(each));
                }
                succeed(list);
            }
        }
    }

    @Override
    public boolean cancel() {
        loop.checkThread();
        if (isDone()) {
            return false;
        }
        boolean any = false;
        for (LoopFuture<?> child : children) {
            any |= child.cancel();
        }
        cancelRequested |= any;
        return any;
    }

    @Override
    String describe() {
        return "a gather of " + children.size();
    }

    @Override
    String detail() {
        return describe() + ", of which are pending: "
                + children.stream()
                        .filter(child -> !child.isDone())
                        .limit(NAMED_MAX)
                        .map(LoopFuture::describe)
                        .collect(Collectors.joining(", "))
                + (pending > NAMED_MAX ? " and " + (pending - NAMED_MAX) + " more" : "");
    }

    private static @Nullable Throwable failureOf(LoopFuture<?> child) {
        return child.isCancelled() ? new CancelledError("cancelled: " + child.describe()) : child.exception();
    }

    private static <T extends @Nullable Object> T resultOf(LoopFuture<? extends T> child) {
        try {
            return child.result();
        } catch (Exception e) {
            throw new AssertionError("a failure would have been passed on", e);
        }
    }

    private static <T extends @Nullable Object> Outcome<T> outcomeOf(LoopFuture<? extends T> child) {
        Throwable failure = failureOf(child);
        return failure == null ? new Outcome.Success<>(resultOf(child)) : new Outcome.Failure<>(failure);
    }
}
