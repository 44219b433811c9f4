package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.gatherOutcomes;
import static claimbench.loop.Asyncio.generator;
import static claimbench.loop.Asyncio.shield;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.taskGroup;
import static claimbench.loop.Asyncio.timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A task of a random program. It performs its steps, says what happens in the world's trace, and checks at each wait what
 * must hold of cancellation. The idea of that check: {@link Task#cancelling} counts the requests, whoever made them; the actor
 * remembers how many of them it has been told of. Where it has waited, and there are more than it knew, it must find itself
 * cancelled, once; and where there are none, it must not.
 */
final class Actor {
    /** A failure that belongs to the program. */
    static final class Planned extends Exception {
        private static final long serialVersionUID = 1;

        Planned(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Where an actor waits, and what is allowed there.
     *
     * @param canGoOn whether there is no reason to wait: nobody may be here when nothing happens any more
     * @param mayBeCancelledUnasked whether what it waits for has been cancelled itself
     * @param mayGoOnCancelled whether what it waits for was told of the cancellation instead, and has refused
     */
    record Place(
            String name,
            BooleanSupplier canGoOn,
            BooleanSupplier mayBeCancelledUnasked,
            BooleanSupplier mayGoOnCancelled) {
        /** A wait that is this actor's alone. */
        Place(String name, BooleanSupplier canGoOn) {
            this(name, canGoOn, () -> false, () -> false);
        }
    }

    /** Makes a task of a coroutine: the loop, or a group. */
    @FunctionalInterface
    interface Maker {
        Task<Integer> make(Coroutine<Integer> coroutine, String name);
    }

    private static final int ITEMS = 3;

    final int id;
    private final World world;
    private final @Nullable Actor parent;
    private final List<Actor> children = new ArrayList<>();
    private @Nullable Task<Integer> task;

    /** Requests to be cancelled that it has been told of, or that were passed on. */
    private int toldOf;

    private boolean begun;
    private int ended;
    private int doneCalls;
    private int items;

    /** Whether a request was left over as its body ended. */
    private boolean owedAtEnd;

    /** What its body threw. */
    private @Nullable Throwable thrown;

    /** Where it waits. */
    private @Nullable Place place;

    Actor(int id, World world, @Nullable Actor parent) {
        this.id = id;
        this.world = world;
        this.parent = parent;
        if (parent != null) {
            parent.children.add(this);
        }
    }

    Task<Integer> task() {
        return Objects.requireNonNull(task);
    }

    void start(List<Step> body, Maker maker) {
        task = maker.make(coroutine(body), "actor " + id);
        task.addDoneCallback(done -> {
            doneCalls++;
            if (!done.isCancelled()) {
                // Looks at the failure, which would be logged otherwise.
                done.exception();
            }
            world.done(this);
        });
    }

    private Coroutine<Integer> coroutine(List<Step> body) {
        return async(() -> {
            begun = true;
            say("begins");
            try {
                perform(body);
                say("ends");
                return id;
            } catch (Throwable e) {
                thrown = e;
                say("ends by " + e.getClass().getSimpleName());
                throw e;
            } finally {
                ended++;
                owedAtEnd = task().cancelling() > toldOf;
            }
        });
    }

    private void perform(List<Step> steps) throws Exception {
        for (Step step : steps) {
            perform(step);
        }
    }

    private void perform(Step step) throws Exception {
        switch (step) {
            case Step.Pause pause -> pause(pause.millis());
            case Step.Spawn spawn -> world.spawn(this, spawn.body());
            case Step.Await wait -> awaitSomeone(wait.pick(), false);
            case Step.Shielded wait -> awaitSomeone(wait.pick(), true);
            case Step.Gather gather -> gatherAll(gather);
            case Step.Within within -> within(within);
            case Step.Cancel cancel -> {
                Actor other = world.pick(cancel.pick());
                say("cancels " + other.id + ": " + other.task().cancel());
            }
            case Step.Refuse refuse -> {
                try {
                    perform(refuse.body());
                } catch (CancelledError e) {
                    say("refuses");
                }
            }
            case Step.Cleanup cleanup -> cleanup(cleanup);
            case Step.Attempt attempt -> {
                try {
                    perform(attempt.body());
                } catch (Exception e) {
                    say("survives " + e.getClass().getSimpleName());
                }
            }
            case Step.Fail fail -> throw new Planned("by " + id);
            case Step.Offload offload -> offload(offload);
            case Step.Locked locked -> world.lock(locked.pick()).hold(this, () -> perform(locked.body()));
            case Step.Permitted permitted -> world.semaphore.hold(this, () -> perform(permitted.body()));
            case Step.AwaitEvent event -> world.event.await(this);
            case Step.SetEvent event -> world.event.set(event.clear());
            case Step.Take take -> world.condition.take(this);
            case Step.Give give -> world.condition.give(this);
            case Step.Group group -> group(group);
            case Step.Generate generate -> generate(generate);
            case Step.Put put -> world.queue(put.pick()).put(this, new QueueModel.Item(id, items++));
            case Step.Get get -> world.queue(get.pick()).get(this);
        }
    }

    private void pause(int millis) throws Exception {
        long start = world.clock.nanos();
        waitAt(new Place("pause", () -> true), () -> Asyncio.await(sleep(Duration.ofMillis(millis))));
        world.check(world.clock.nanos() >= start + millis * 1_000_000L, this, "woke too early");
    }

    private void awaitSomeone(int pick, boolean shielded) throws Exception {
        List<Actor> candidates = awaitable();
        if (candidates.isEmpty()) {
            return;
        }
        Actor other = candidates.get(pick % candidates.size());
        int result = waitAt(
                new Place(
                        (shielded ? "await behind a shield " : "await ") + other.id,
                        other::hasEnded,
                        () -> other.task().isCancelled(),
                        () -> !shielded && other.task().cancelling() > 0),
                () -> Asyncio.await(shielded ? shield(other.task()) : other.task()));
        world.check(result == other.id, this, "has the result of another task");
    }

    /**
     * Its children, and the elder siblings of itself and its ancestors. So each awaits only who stands before it where children
     * stand before their parents, and the elder before the younger: nobody awaits himself in the end.
     */
    private List<Actor> awaitable() {
        List<Actor> awaitable = new ArrayList<>(children);
        Actor child = this;
        for (Actor above = parent; above != null; above = above.parent) {
            awaitable.addAll(above.children.subList(0, above.children.indexOf(child)));
            child = above;
        }
        return awaitable;
    }

    private void gatherAll(Step.Gather gather) throws Exception {
        List<Actor> actors = new ArrayList<>();
        for (List<Step> body : gather.bodies()) {
            actors.add(world.spawn(this, body));
        }
        List<Task<Integer>> tasks = actors.stream().map(Actor::task).toList();
        List<Integer> expected = actors.stream().map(actor -> actor.id).toList();
        BooleanSupplier allEnded = () -> actors.stream().allMatch(Actor::hasEnded);
        if (gather.outcomes()) {
            var place = new Place("gather outcomes", allEnded);
            List<Outcome<Integer>> outcomes = waitAt(place, () -> Asyncio.await(gatherOutcomes(tasks)));
            for (int i = 0; i < outcomes.size(); i++) {
                world.check(
                        !(outcomes.get(i) instanceof Outcome.Success<Integer> success)
                                || success.value().equals(expected.get(i)),
                        this,
                        "gather has outcomes in another order");
            }
            world.check(outcomes.size() == tasks.size(), this, "gather has lost an outcome");
        } else {
            BooleanSupplier anyFailed = () -> actors.stream().anyMatch(Actor::hasFailed);
            var place = new Place(
                    "gather",
                    () -> allEnded.getAsBoolean() || anyFailed.getAsBoolean(),
                    () -> tasks.stream().anyMatch(LoopFuture::isCancelled),
                    () -> false);
            List<Integer> results = waitAt(place, () -> Asyncio.await(gather(tasks)));
            world.check(results.equals(expected), this, "gather has results in another order");
        }
    }

    private void within(Step.Within within) throws Exception {
        long start = world.clock.nanos();
        int cancellingBefore = task().cancelling();
        int[] cancellingInside = {0};
        try {
            // The scope and not waitFor, which does not begin the body where there is no time at all.
            Asyncio.await(timeout(Duration.ofMillis(within.millis()), scope -> {
                try {
                    perform(within.body());
                } finally {
                    cancellingInside[0] = task().cancelling();
                }
            }));
        } catch (TimeoutException e) {
            say("timed out");
            world.check(world.clock.nanos() >= start + within.millis() * 1_000_000L, this, "timed out too early");
            world.check(task().cancelling() <= cancellingBefore, this, "a timeout has eaten a cancellation");
        } finally {
            takenBack(cancellingInside[0]);
        }
    }

    /** A scope has taken back its own request, which its body was told of, mostly. */
    private void takenBack(int cancellingInside) {
        int asked = task().cancelling();
        toldOf = asked == 0 ? 0 : toldOf - (cancellingInside - asked);
    }

    private void group(Step.Group step) throws Exception {
        List<Actor> actors = new ArrayList<>();
        int[] cancellingInside = {0};
        long[] turn = {0};
        boolean tellAgain = false;
        try {
            Asyncio.await(taskGroup(group -> {
                for (List<Step> body : step.bodies()) {
                    actors.add(world.spawn(this, body, group::createTask));
                }
                try {
                    perform(step.body());
                } finally {
                    cancellingInside[0] = task().cancelling();
                    turn[0] = world.turn();
                    BooleanSupplier noneLeft = () -> actors.stream().allMatch(Actor::hasEnded);
                    place = new Place("group's end", noneLeft, () -> true, () -> true);
                }
            }));
            say("group");
            world.check(
                    world.turn() == turn[0] || task().cancelling() <= toldOf,
                    this,
                    "was not told of its cancellation at a group's end");
        } catch (ExceptionGroup e) {
            say("group failed");
            tellAgain = task().cancelling() > 0;
            throw e;
        } finally {
            place = null;
            if (tellAgain) {
                toldOf = task().cancelling() - 1; // the failures went first; the next wait throws the cancellation
            } else if (world.turn() == turn[0]) {
                takenBack(cancellingInside[0]);
            } else {
                toldOf = task().cancelling();
            }
            world.check(
                    actors.stream().allMatch(actor -> actor.task().isDone()),
                    this,
                    "left a group before its tasks did");
        }
    }

    private void generate(Step.Generate step) throws Exception {
        int expected = 0;
        try (var generated = generator((AsyncGenerator.Out<Integer> out) -> {
            world.cleanupsEntered++;
            try {
                for (int item = 0; item < ITEMS; item++) {
                    perform(step.body());
                    out.yield(item);
                }
            } finally {
                world.cleanupsLeft++;
                say("generator cleans up");
                pause(1);
            }
        })) {
            for (int item : generated) {
                say("generated " + item);
                world.check(item == expected, this, "has item " + item + " of a generator, not " + expected);
                expected++;
                if (expected >= step.taken()) {
                    break;
                }
                pause(1);
            }
        }
        world.check(expected == Math.max(1, Math.min(step.taken(), ITEMS)), this, "has " + expected + " items");
    }

    private void cleanup(Step.Cleanup cleanup) throws Exception {
        world.cleanupsEntered++;
        try {
            perform(cleanup.body());
        } finally {
            world.cleanupsLeft++;
            say("cleans up");
            pause(cleanup.millis());
        }
    }

    private void offload(Step.Offload offload) throws Exception {
        try {
            int result = waitAt(
                    new Place("off-load", () -> true),
                    () -> Asyncio.await(world.loop.runInExecutor(world.executor(offload.millis()), () -> {
                        if (offload.fails()) {
                            throw new Planned("off-loaded by " + id);
                        }
                        return id;
                    })));
            world.check(!offload.fails() && result == id, this, "has the result of another call");
        } catch (Planned e) {
            say("call failed");
        }
    }

    /** Waits, and checks how the wait ended against what was asked meanwhile. */
    <T extends @Nullable Object> T waitAt(Place where, Coroutine.Body<T> wait) throws Exception {
        place = where;
        long turn = world.turn();
        String end = "";
        boolean told = false;
        boolean failed = false;
        try {
            return wait.run();
        } catch (CancelledError e) {
            told = true;
            end = " cancelled";
            throw e;
        } catch (Throwable e) {
            failed = true;
            end = " " + e.getClass().getSimpleName();
            throw e;
        } finally {
            place = null;
            say(where.name() + end);
            checkCancellation(where, world.turn() != turn, told, failed);
        }
    }

    /** What may follow from a wait. A gather that fails does so with the first failure, cancelled or not. */
    private void checkCancellation(Place where, boolean suspended, boolean told, boolean failed) {
        int asked = task().cancelling();
        boolean owed = asked > toldOf;
        if (told && !where.mayBeCancelledUnasked().getAsBoolean()) {
            world.check(owed && suspended, this, "was cancelled unasked, or twice, at " + where.name());
        }
        if (!told && owed && suspended) {
            world.check(
                    where.mayGoOnCancelled().getAsBoolean()
                            || (failed && where.name().startsWith("gather")),
                    this,
                    "was not told of its cancellation at " + where.name());
        }
        if (suspended) {
            toldOf = asked;
        }
    }

    /** When nothing happens any more: whoever still waits must have a reason. */
    void checkQuiet() {
        if (hasEnded()) {
            return;
        }
        Place where = place;
        if (where == null) {
            world.check(false, this, begun ? "neither waits nor runs" : "never had its first turn");
        } else {
            world.check(!where.canGoOn().getAsBoolean(), this, "could go on, but was not woken at " + where.name());
            world.check(
                    task().cancelling() == toldOf
                            || where.mayGoOnCancelled().getAsBoolean()
                            || where.name().startsWith("gather"),
                    this,
                    "still waits, although it was cancelled, at " + where.name());
        }
    }

    /** When the loop has ended. */
    void checkEnd() {
        world.check(task().isDone(), this, "was left behind");
        world.check(doneCalls == 1, this, "had its done callback called " + doneCalls + " times");
        world.check(ended == (begun ? 1 : 0), this, "left its body " + ended + " times");
        if (task().isDone()) {
            boolean cancelled = !begun || thrown instanceof CancelledError || (thrown == null && owedAtEnd);
            world.check(task().isCancelled() == cancelled, this, "ended as " + task());
            if (!cancelled && !task().isCancelled()) {
                world.check(Objects.equals(task().exception(), thrown), this, "failed with " + task().exception());
            }
        }
    }

    boolean hasEnded() {
        return ended > 0 || task().isDone();
    }

    private boolean hasFailed() {
        return task().isCancelled() || thrown != null;
    }

    void say(String what) {
        world.say(id + " " + what);
    }
}
