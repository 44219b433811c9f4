package claimbench.loop;

/** A semaphore, and how many hold a permit of it. */
final class SemaphoreModel {
    private static final int PERMITS = 2;

    private final World world;
    private final BoundedSemaphore semaphore = new BoundedSemaphore(PERMITS);
    private int holders;

    SemaphoreModel(World world) {
        this.world = world;
    }

    void hold(Actor actor, Coroutine.Action body) throws Exception {
        actor.waitAt(new Actor.Place("semaphore", () -> holders < PERMITS), () -> {
            semaphore.acquire();
            return true;
        });
        holders++;
        world.check(holders <= PERMITS, actor, "is one too many at the semaphore");
        try {
            body.run();
        } finally {
            holders--;
            semaphore.release();
        }
    }

    /** For a task of its own, when all others have ended: whether all permits are there, and no more. */
    void checkEnd() {
        long turn = world.turn();
        for (int permit = 0; permit < PERMITS; permit++) {
            semaphore.acquire();
        }
        world.check(world.turn() == turn, null, "a permit of the semaphore is lost");
        world.check(semaphore.locked(), null, "the semaphore has a permit too many");
    }
}
