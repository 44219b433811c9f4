package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int ARMS = 6;

    @Test
    void eachRoundOfAUserHasEveryArmOnce() {
        var order = new Turns.All().order(ARMS, 1, 0);

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
        var order = new Turns.All().order(ARMS, 1, 0);
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

    @Test
    void oneUserInSoManySendsTheFirstArmAlone() {
        var turns = new Turns.OneIn(3);

        for (long user = 0; user < 9; user++) {
            ArmOrder order = turns.order(ARMS, 1, user);
            List<Integer> sent = IntStream.range(0, 2 * (ARMS - 1))
                    .mapToObj(turn -> order.next())
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(sent).isEqualTo(user % 3 == 0 ? List.of(0) : List.of(1, 2, 3, 4, 5));
        }
    }

    @Test
    void oneArrivalInSoManySendsTheFirstArmAndTheRestTakeTurns() {
        var turns = new Turns.OneIn(4);
        List<Integer> sent = IntStream.range(0, 4 * 15)
                .mapToObj(arrival -> turns.ofArrival(4, 1, arrival))
                .toList();

        assertThat(IntStream.range(0, sent.size()).filter(arrival -> sent.get(arrival) == 0))
                .allMatch(arrival -> arrival % 4 == 0)
                .hasSize(15);
        assertThat(List.of(1, 2, 3))
                .allSatisfy(arm -> assertThat(sent).filteredOn(arm::equals).hasSize(15));
    }

    @Test
    void journeyGoesFromTheFirstArmToTheLastAndAgain() {
        ArmOrder order = new Turns.Journey(0).order(3, 1, 5);

        assertThat(IntStream.range(0, 7).map(turn -> order.next())).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    private static List<Integer> order(long seed, long user) {
        var order = new Turns.All().order(ARMS, seed, user);
        return IntStream.range(0, 10 * ARMS).mapToObj(turn -> order.next()).toList();
    }

    private static LongUnaryOperator ofSeed(long seed) {
        return arrival -> new Turns.All().ofArrival(ARMS, seed, arrival);
    }
}
