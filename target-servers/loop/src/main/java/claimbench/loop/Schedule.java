package claimbench.loop;

import java.util.ArrayDeque;

/**
 * The order in which callbacks that are ready at the same time have their turn. A loop takes them first come, first served,
 * as asyncio does; a test may choose another order, to look for one in which a program goes wrong. Timers of one moment
 * are ready at the same time, too.
 */
interface Schedule {
    /**
     * Arranges what is ready as a turn of the loop begins. It may change the order, and nothing else.
     *
     * @param ready what is ready, first in, first out
     * @return how many of them run in this turn, at least one where there is any; the rest stay for the next
     */
    int arrange(ArrayDeque<Runnable> ready);
}
