package claimbench.loop;

/** An event, and how often it was set: whoever has waited since before that goes on, even if it was cleared at once. */
final class EventModel {
    private final Event event = new Event();
    private boolean set;
    private int times;

    void await(Actor actor) throws Exception {
        int before = times;
        actor.waitAt(new Actor.Place("event", () -> set || times > before), () -> {
            event.await();
            return true;
        });
    }

    void set(boolean clear) {
        if (!set) {
            times++;
        }
        event.set();
        set = !clear;
        if (clear) {
            event.clear();
        }
    }
}
