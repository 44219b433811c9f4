package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import claimbench.contract.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FaultTest {
    private final AtomicLong nowNanos = new AtomicLong();
    private final Faults faults = new Faults(nowNanos::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|kind is missing; it must be one of refuse, reset,",
                "kind=|kind must be one of refuse, reset,",
                "kind=reset&share=1.1|share must be a number from 0 to 1, not '1.1'",
                "kind=reset&share=x|share must be a number from 0 to 1, not 'x'",
                "kind=reset&seed=x|seed must be a whole number",
                "kind=reset&gap-ms=5|unknown parameter 'gap-ms'; allowed: kind, share, seed",
                "kind=refuse&share=0.5|unknown parameter 'share'; allowed: kind, for-ms, every-ms",
                "kind=drip&gap-ms=0|gap-ms must be a whole number from 1 to 60000, not '0'",
                "kind=burst&for-ms=0|for-ms must be a whole number from 1 to 600000",
                "kind=burst&for-ms=100&every-ms=100|every-ms must be 0 or more than for-ms, which is 100, not 100",
                "kind=reset&kind=reset|kind is given more than once"
            })
    void badParameterIsRefusedWithWhatIsAllowed(String query, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Fault.from(query))
                .satisfies(e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().detail()).startsWith(detail);
                });
    }

    @Test
    void optionsAreCheckedAsParametersAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("--fault", "reset", "--fault-share", "2"))
                .withMessage("--fault: share must be a number from 0 to 1, not '2'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("--fault-share", "0.5"))
                .withMessage("--fault-share needs --fault KIND");
        assertThat(options("--fault", "drip", "--fault-share", "0.5", "--fault-seed", "7", "--fault-gap-ms", "3"))
                .isEqualTo(Fault.from("kind=drip&share=0.5&seed=7&gap-ms=3"));
        assertThat(options()).isNull();
    }

    @Test
    void helpNamesEveryKind() {
        assertThat(FaultKind.NAMES)
                .isEqualTo(Arrays.stream(FaultKind.values())
                        .map(FaultKind::wireName)
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void sameSeedStrikesTheSameCalls() {
        List<Boolean> first = struck("kind=reset&share=0.3&seed=7", 1_000);
        assertThat(struck("kind=stall-head&share=0.3&seed=7", 1_000)).isEqualTo(first);
        assertThat(struck("kind=reset&share=0.3&seed=8", 1_000)).isNotEqualTo(first);
    }

    /** 1,000 draws of a share of 0.3: four standard deviations are 58. */
    @Test
    void shareOfTheCallsIsStruck() {
        assertThat(struck("kind=reset&share=0.3&seed=7", 1_000).stream().filter(struck -> struck))
                .hasSizeBetween(242, 358);
        assertThat(struck("kind=reset&share=0", 100)).containsOnly(false);
        assertThat(struck("kind=reset", 100)).containsOnly(true);
    }

    @Test
    void burstStrikesForAWhileAgainAndAgain() {
        faults.begin(Fault.from("kind=burst&for-ms=10&every-ms=100"));
        assertThat(List.of(strikesAtMs(0), strikesAtMs(9), strikesAtMs(10), strikesAtMs(99), strikesAtMs(100)))
                .containsExactly(true, true, false, false, true);
        assertThat(List.of(strikesAtMs(109), strikesAtMs(110), strikesAtMs(1_005)))
                .containsExactly(true, false, true);
    }

    @Test
    void burstThatIsNotRepeatedStrikesOnce() {
        faults.begin(Fault.from("kind=burst&for-ms=10"));
        assertThat(List.of(strikesAtMs(9), strikesAtMs(10), strikesAtMs(100_000)))
                .containsExactly(true, false, false);
    }

    @Test
    void newFaultBeginsAnew() {
        List<Boolean> first = struck("kind=reset&share=0.3&seed=7", 100);
        assertThat(struck("kind=reset&share=0.3&seed=7", 100)).isEqualTo(first);
        assertThat(faults.state().calls()).isEqualTo(100);
        faults.end();
        assertThat(faults.strike()).isEmpty();
        assertThat(faults.state()).isEqualTo(Faults.State.NONE);
    }

    private boolean strikesAtMs(long ms) {
        nowNanos.set(TimeUnit.MILLISECONDS.toNanos(ms));
        return faults.strike().isPresent();
    }

    private List<Boolean> struck(String query, int calls) {
        faults.begin(Fault.from(query));
        return IntStream.range(0, calls)
                .mapToObj(_ -> faults.strike().isPresent())
                .toList();
    }

    private static @Nullable Fault options(String... args) {
        var options = new UpstreamOptions();
        new CommandLine(options).parseArgs(args);
        options.check();
        return options.fault();
    }
}
