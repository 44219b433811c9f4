package claimbench.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random programs under random schedules: none may lose a wake-up, leave a task behind, or be told of a cancellation twice
 * or never. What exactly must hold stands in {@link Actor}, {@link LockModel}, {@link QueueModel} and {@link World}. A failure
 * is shrunk to a short program, and reported with its seed.
 */
class RandomProgramTest {
    private static final Kit KIT = new LoopKit();

    @Provide
    Arbitrary<List<Step>> programs() {
        return Programs.programs();
    }

    private static List<String> assertHolds(World.Verdict verdict) {
        assertThat(verdict.violations())
                .as(() -> String.join("\n", verdict.trace()))
                .isEmpty();
        return verdict.trace();
    }

    @Property(seed = "1")
    void inAnyOrderAllInvariantsHold(
            @ForAll("programs") List<Step> program, @ForAll int seed, @ForAll boolean leavesEarly) {
        assertHolds(World.run(program, new SeededSchedule(seed), leavesEarly, KIT));
        assertHolds(World.run(program, new SeededSchedule(~seed), leavesEarly, KIT));
    }

    @Property(seed = "2")
    void aSeedGivesTheSameTraceEachTime(
            @ForAll("programs") List<Step> program, @ForAll int seed, @ForAll boolean leavesEarly) {
        assertThat(World.run(program, new SeededSchedule(seed), leavesEarly, KIT))
                .isEqualTo(World.run(program, new SeededSchedule(seed), leavesEarly, KIT));
    }

    @Property(seed = "3")
    void firstComeFirstServedAllInvariantsHold(@ForAll("programs") List<Step> program, @ForAll boolean leavesEarly) {
        List<String> trace = assertHolds(World.run(program, null, leavesEarly, KIT));
        assertThat(World.run(program, ArrayDeque::size, leavesEarly, KIT).trace())
                .isEqualTo(trace);
    }
}
