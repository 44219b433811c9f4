package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a query to the request that it stands for. */
class RequestTest {

    @Test
    void latenciesMustBeOneOrOneForEachCall() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> fanout("calls=3&mode=serial&ms=1,2"))
                .satisfies(e -> assertThat(e.problem().parameter()).isEqualTo("ms"))
                .withMessage("ms must have one value, or one for each of the 3 calls, not 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ms=60001",
                "ms=-1",
                "distribution=fixed",
                "ms=1&call=1001",
                "ms=1&call=-1",
                "ms=1&seed=x",
                "ms=1&distribution=uniform",
                "ms=1&calls=2"
            })
    void upstreamRefusesWhatIsOutOfBounds(String query) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> UpstreamRequest.from(query))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    @Test
    void fanoutHasDefaultsForDistributionAndSeed() {
        assertThat(fanout("calls=2&mode=concurrent&ms=5"))
                .isEqualTo(new FanoutRequest(2, Mode.CONCURRENT, List.of(5), Distribution.FIXED, 1, 0, OnError.FAIL));
    }

    @Test
    void oneLatencyStandsForAllCalls() {
        assertThat(fanout("calls=2&mode=serial&ms=5&distribution=lognormal&seed=-9")
                        .upstreamRequests())
                .containsExactly(
                        new UpstreamRequest(5, Distribution.LOGNORMAL, -9, 0),
                        new UpstreamRequest(5, Distribution.LOGNORMAL, -9, 1));
    }

    @Test
    void eachCallHasItsOwnLatency() {
        assertThat(fanout("calls=2&mode=serial&ms=5,6").upstreamRequests())
                .extracting(UpstreamRequest::ms)
                .containsExactly(5, 6);
    }

    @Test
    void upstreamRequestIsWhatItsTargetSays() {
        var request = new UpstreamRequest(20, Distribution.EXPONENTIAL, -42, 7);
        assertThat(request.target()).isEqualTo("/generate?ms=20&distribution=exponential&seed=-42&call=7");
        assertThat(UpstreamRequest.from(request.target().substring("/generate?".length())))
                .isEqualTo(request);
    }

    @Test
    void cpuAndWaitTakeTheirArguments() {
        assertThat(CpuRequest.from(Route.CPU.arguments("tasks=1000&units=10000&mode=parallel")))
                .isEqualTo(new CpuRequest(1_000, 10_000, Mode.PARALLEL));
        assertThat(WaitRequest.from(Route.WAIT.arguments("ms=60000"))).isEqualTo(new WaitRequest(60_000));
    }

    private static FanoutRequest fanout(String query) {
        return FanoutRequest.from(Route.FANOUT.arguments(query));
    }
}
