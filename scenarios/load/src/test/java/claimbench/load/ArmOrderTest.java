package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArmOrderTest {
    private static final int ARMS = 6;

    @Test
    void eachRoundOfAUserHasEveryArmOnce() {
        var order = new ArmOrder(ARMS, 1, 0);

        for (int round = 0; round < 20; round++) {
            assertThat(IntStream.range(0, ARMS).map(turn -> order.next())).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        }
    }

    @Test
    void eachRoundOfArrivalsHasEveryArmOnce() {
        for (long round = 0; round < 20; round++) {
            assertThat(LongStream.range(round * ARMS, (round + 1) * ARMS).map(ofSeed(1)))
                    .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void roundsDiffer() {
        var order = new ArmOrder(ARMS, 1, 0);
        Set<List<Integer>> rounds = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            rounds.add(IntStream.range(0, ARMS).mapToObj(turn -> order.next()).toList());
        }

        assertThat(rounds).hasSizeGreaterThan(10);
    }

    @Test
    void seedRepeatsTheOrderAndAnotherChangesIt() {
        List<Integer> first = order(7, 3);

        assertThat(order(7, 3)).isEqualTo(first);
        assertThat(order(8, 3)).isNotEqualTo(first);
        assertThat(order(7, 4)).isNotEqualTo(first);
    }

    private static List<Integer> order(long seed, long user) {
        var order = new ArmOrder(ARMS, seed, user);
        return IntStream.range(0, 10 * ARMS).mapToObj(turn -> order.next()).toList();
    }

    private static LongUnaryOperator ofSeed(long seed) {
        return arrival -> ArmOrder.ofArrival(ARMS, seed, arrival);
    }
}
