package claimbench.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A random order, the same for the same seed. In some turns only a part of what is ready runs, so that a callback may be
 * overtaken by what became ready long after it.
 */
final class SeededSchedule implements Schedule {
    private final Random random;

    SeededSchedule(long seed) {
        random = new Random(seed);
    }

    @Override
    public int arrange(ArrayDeque<Runnable> ready) {
        if (ready.size() < 2) {
            return ready.size();
        }
        List<Runnable> order = new ArrayList<>(ready);
        Collections.shuffle(order, random);
        ready.clear();
        ready.addAll(order);
        return random.nextBoolean() ? order.size() : 1 + random.nextInt(order.size());
    }
}
