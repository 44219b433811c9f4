package claimbench.load;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Every arm once, in an order drawn anew, then again. The order depends on the seed, the user and the turn alone, so that a
 * run can be repeated.
 */
final class RandomRounds implements ArmOrder {
    private final SplittableRandom random;
    private final int[] order;
    private int next;

    /**
     * Rounds of some arms.
     *
     * @param arms their indices; kept and changed
     */
    RandomRounds(int[] arms, long seed, long user) {
        this.random = new SplittableRandom(seed * 1_000_003 + user);
        this.order = arms;
    }

    @Override
    public int next() {
        if (next == 0) {
            shuffle();
        }
        int arm = order[next];
        next = (next + 1) % order.length;
        return arm;
    }

    private void shuffle() {
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
    }

    /**
     * The arm of an arrival of an open load, in which each user sends one request: arrivals take the arms in rounds, each
     * round in an order of its own.
     *
     * @param arrival counted from 0
     */
    static int ofArrival(int arms, long seed, long arrival) {
        var round = new RandomRounds(IntStream.range(0, arms).toArray(), seed, arrival / arms);
        int arm = round.next();
        for (long skipped = arrival % arms; skipped > 0; skipped--) {
            arm = round.next();
        }
        return arm;
    }
}
