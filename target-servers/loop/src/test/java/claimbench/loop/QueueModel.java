package claimbench.loop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A bounded queue, and what must be in it. */
final class QueueModel {
    /** The so-manieth of what an actor puts into queues. */
    record Item(int producer, int number) {}

    private record Pair(int producer, int consumer) {}

    private final String name;
    private final World world;
    private final int capacity;
    private final Kit.Channel channel;
    private final Set<Item> put = new HashSet<>();
    private final List<Item> got = new ArrayList<>();

    /** The number of the last item that a consumer has of a producer. */
    private final Map<Pair, Integer> last = new HashMap<>();

    QueueModel(String name, World world, int capacity) {
        this.name = name;
        this.world = world;
        this.capacity = capacity;
        this.channel = world.kit.channel(capacity);
    }

    void put(Actor actor, Item item) throws Exception {
        actor.waitAt(new Actor.Place("put " + name, () -> put.size() - got.size() < capacity), () -> {
            channel.put(item);
            return true;
        });
        put.add(item);
        world.check(channel.size() <= capacity, actor, name + " is too full");
    }

    void get(Actor actor) throws Exception {
        Item item = (Item) actor.waitAt(new Actor.Place("get " + name, () -> put.size() > got.size()), channel::get);
        got.add(item);
        Integer before = last.put(new Pair(item.producer(), actor.id), item.number());
        world.check(before == null || before < item.number(), actor, "has items of " + name + " out of order");
    }

    /** For a task of its own, when all others have ended: takes what is left, and counts. */
    void checkEnd() throws Exception {
        while (channel.size() > 0) {
            got.add((Item) channel.get());
        }
        world.check(got.size() == new HashSet<>(got).size(), null, name + " has given an item twice");
        world.check(new HashSet<>(got).equals(put), null, name + " was given " + put + ", and has given " + got);
    }
}
