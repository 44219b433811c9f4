package claimbench.loop;

import org.jspecify.annotations.Nullable;

/** A lock, and who must hold it. */
final class LockModel {
    private final String name;
    private final World world;
    private final Kit.Mutex mutex;
    private @Nullable Actor owner;

    LockModel(String name, World world) {
        this.name = name;
        this.world = world;
        this.mutex = world.kit.mutex();
    }

    void hold(Actor actor, Coroutine.Action body) throws Exception {
        actor.waitAt(new Actor.Place(name, () -> owner == null), () -> {
            mutex.acquire();
            return true;
        });
        world.check(owner == null, actor, "has " + name + " while another holds it");
        owner = actor;
        try {
            body.run();
        } finally {
            world.check(owner == actor, actor, "has lost " + name);
            owner = null;
            mutex.release();
        }
    }

    /** For a task of its own, when all others have ended: whether the lock is free. */
    void checkEnd() throws Exception {
        long turn = world.turn();
        mutex.acquire();
        mutex.release();
        world.check(world.turn() == turn, null, name + " is not free in the end");
    }
}
