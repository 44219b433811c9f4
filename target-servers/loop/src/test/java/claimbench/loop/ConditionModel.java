package claimbench.loop;

import org.jspecify.annotations.Nullable;

/** A condition that guards a number of tokens: who takes one waits until there is one. */
final class ConditionModel {
    private final World world;
    private final Condition condition = new Condition();
    private int tokens;
    private @Nullable Actor owner;

    ConditionModel(World world) {
        this.world = world;
    }

    void take(Actor actor) throws Exception {
        acquire(actor);
        try {
            while (tokens == 0) {
                await(actor);
            }
            tokens--;
        } finally {
            release(actor);
        }
    }

    void give(Actor actor) throws Exception {
        acquire(actor);
        try {
            tokens++;
            condition.signal();
        } finally {
            release(actor);
        }
    }

    private void await(Actor actor) throws Exception {
        owner = null;
        try {
            actor.waitAt(new Actor.Place("condition", () -> tokens > 0 && owner == null), () -> {
                condition.await();
                return true;
            });
        } finally {
            own(actor);
        }
    }

    private void acquire(Actor actor) throws Exception {
        actor.waitAt(new Actor.Place("condition's lock", () -> owner == null), () -> {
            condition.acquire();
            return true;
        });
        own(actor);
    }

    private void own(Actor actor) {
        world.check(owner == null, actor, "has the condition's lock while another holds it");
        owner = actor;
    }

    private void release(Actor actor) {
        world.check(owner == actor, actor, "has lost the condition's lock");
        owner = null;
        condition.release();
    }
}
