package claimbench.loop;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.loop.FutureKit.Mistake;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A test of {@link RandomProgramTest}: where something is broken, random programs find it, and the judge says what it is. */
class BrokenPrimitivesTest {
    private static final int PROGRAMS = 5000;

    @Property(seed = "1")
    void aMistakeIsFoundAndCalledByItsName(@ForAll Mistake mistake) {
        var kit = new FutureKit(mistake);
        Optional<String> found = Programs.programs()
                .sampleStream()
                .limit(PROGRAMS)
                .map(program -> World.run(program, new SeededSchedule(program.hashCode()), false, kit))
                .flatMap(verdict -> verdict.violations().stream())
                .filter(violation -> mistake == Mistake.NONE || violation.contains(mistake.shows))
                .findFirst();
        if (mistake == Mistake.NONE) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).isPresent();
        }
    }
}
