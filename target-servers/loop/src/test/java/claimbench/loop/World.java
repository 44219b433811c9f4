package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.sleep;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One run of a random program on a virtual clock, and the judge of it. The program has a loop of its own; its locks and queues
 * are shared by its tasks. When nothing happens any more (nothing is ready, no timer is pending) whoever still waits must have
 * a reason to; programs may well bring themselves into a deadlock. Then the judge cancels everybody, again and again,
 * until all have ended.
 */
final class World implements LoopClock {
    /**
     * What a run has shown.
     *
     * @param trace what happened, line by line, with the time in milliseconds
     * @param violations what must not have happened; empty where all is well
     */
    record Verdict(List<String> trace, List<String> violations) {}

    private static final int TURNS_MAX = 100_000;
    private static final int RESCUES_MAX = 1_000;

    final VirtualClock clock = new VirtualClock();
    final EventLoop loop = new EventLoop(this);
    final Kit kit;
    int cleanupsEntered;
    int cleanupsLeft;

    private final @Nullable Schedule order;
    private final List<LockModel> locks;
    private final List<QueueModel> queues;
    final SemaphoreModel semaphore = new SemaphoreModel(this);
    final ConditionModel condition = new ConditionModel(this);
    final EventModel event = new EventModel();
    private final List<Actor> actors = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final LoopFuture<Integer> mainDone = loop.createFuture();
    private final LoopFuture<Integer> allDone = loop.createFuture();
    private int doneCount;
    private int callsUnderWay;
    private int turns;
    private int rescues;

    private World(Kit kit, @Nullable Schedule order) {
        this.kit = kit;
        this.order = order;
        locks = List.of(new LockModel("lock 0", this), new LockModel("lock 1", this));
        queues = List.of(new QueueModel("queue 0", this, 1), new QueueModel("queue 1", this, 2));
    }

    /**
     * Runs a program.
     *
     * @param order null for first come, first served
     * @param leavesEarly whether the loop ends as the program's first task does, and has to cancel the others
     */
    static Verdict run(List<Step> program, @Nullable Schedule order, boolean leavesEarly, Kit kit) {
        var world = new World(kit, order);
        try (world.loop) {
            world.loop.schedule = world::arrange;
            world.loop.run(async(() -> {
                world.spawn(null, program);
                Asyncio.await(leavesEarly ? world.mainDone : world.allDone);
            }));
            world.check(world.loop.allTasks().isEmpty(), null, "tasks left behind: " + world.loop.allTasks());
            world.loop.run(async(world::checkEnd));
        } catch (Throwable e) {
            world.check(false, null, "the run was thrown out of by " + e);
        }
        return new Verdict(world.trace, world.violations);
    }

    private int arrange(ArrayDeque<Runnable> ready) {
        if (++turns > TURNS_MAX) {
            throw new AssertionError("the program does not end: " + trace);
        }
        return order == null ? ready.size() : order.arrange(ready);
    }

    /** Nothing of the program may be left in the loop. */
    private void checkEnd() throws Exception {
        // Time goes on when nothing is ready: what was, as the program ended, has run after this. And the statistics
        // are as of when this timer is the one callback that is ready, and those of calls that were given up are
        // pending.
        Asyncio.await(sleep(Duration.ofNanos(1)));
        check(loop.statistics().timers() == callsUnderWay, null, "timers are left: " + loop.statistics());
        check(loop.statistics().ready() == 1, null, "callbacks are left: " + loop.statistics());
        actors.forEach(Actor::checkEnd);
        check(cleanupsEntered == cleanupsLeft, null, "finally blocks: " + cleanupsEntered + ", run: " + cleanupsLeft);
        for (LockModel lock : locks) {
            lock.checkEnd();
        }
        for (QueueModel queue : queues) {
            queue.checkEnd();
        }
        semaphore.checkEnd();
    }

    // ---- for the actors

    Actor spawn(@Nullable Actor parent, List<Step> body) {
        return spawn(parent, body, loop::createTask);
    }

    Actor spawn(@Nullable Actor parent, List<Step> body, Actor.Maker maker) {
        var actor = new Actor(actors.size(), this, parent);
        actors.add(actor);
        actor.start(body, maker);
        return actor;
    }

    Actor pick(int pick) {
        return actors.get(pick % actors.size());
    }

    LockModel lock(int pick) {
        return locks.get(pick % locks.size());
    }

    QueueModel queue(int pick) {
        return queues.get(pick % queues.size());
    }

    /** Makes calls after a while, on the loop's own thread, so that the trace is always the same. */
    Executor executor(int millis) {
        return call -> {
            callsUnderWay++;
            loop.callLater(Duration.ofMillis(millis), () -> {
                callsUnderWay--;
                call.run();
                // Its outcome comes as from another thread, which the clock knows nothing of: keeps the loop awake for
                // it.
                loop.callSoon(() -> {});
            });
        };
    }

    void done(Actor actor) {
        doneCount++;
        if (actor.id == 0) {
            mainDone.setResult(0);
        }
        if (doneCount == actors.size()) {
            allDone.setResult(doneCount);
        }
    }

    /** Which turn of the loop this is: a task that has waited goes on in a later one. */
    long turn() {
        return turns;
    }

    void say(String what) {
        trace.add(clock.nanos() / 1_000_000 + " " + what);
    }

    void check(boolean holds, @Nullable Actor actor, String otherwise) {
        if (!holds) {
            violations.add((actor == null ? "" : actor.id + " ") + otherwise);
        }
    }

    // ---- the clock, which knows when nothing happens any more

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public long pass(long nanos) {
        if (nanos != FOREVER) {
            return clock.pass(nanos);
        }
        if (++rescues > RESCUES_MAX) {
            throw new AssertionError("cancelled again and again, the program does not end: " + trace);
        }
        say("all is quiet");
        actors.forEach(Actor::checkQuiet);
        if (doneCount < actors.size()) {
            actors.forEach(actor -> actor.task().cancel());
        } else {
            // The judge's own task waits for what should be free.
            loop.allTasks().forEach(Task::cancel);
        }
        return 0;
    }
}
