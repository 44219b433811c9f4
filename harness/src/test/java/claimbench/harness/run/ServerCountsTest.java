package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.Trial.RequestCount;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerCountsTest {

    @Test
    void allRoutesAreAddedUpButThoseThatTheHarnessAsksFor() {
        String text = """
                # TYPE http_server_requests_seconds histogram
                http_server_requests_seconds_count{process="x",route="/wait",mode="none",outcome="success"} 40
                http_server_requests_seconds_count{process="x",route="/fanout",mode="serial",outcome="server_error"} 2.0
                http_server_requests_seconds_count{process="x",route="/metrics",mode="none",outcome="success"} 9
                http_server_requests_seconds_count{process="x",route="/about",mode="none",outcome="success"} 1
                http_server_requests_seconds_count_other 7
                http_server_requests_seconds_sum{process="x",route="/wait"} 3.5
                """;

        assertThat(ServerCounts.parse(text)).hasValue(42);
    }

    @Test
    void targetWithoutTheCounterOrWithOneForEachProcessIsNotKnown() {
        assertThat(ServerCounts.parse("http_server_requests_active 5.0\n")).isEmpty();
        assertThat(ServerCounts.parse("http_server_requests_seconds_count{worker=\"1\",route=\"/wait\"} 40\n"))
                .isEmpty();
    }

    @Test
    void everyRequestThatWasAnsweredMustHaveBeenCountedAndNoOther() {
        var sound = new RequestCount(100, 0);

        assertThat(ServerCounts.compare(sound, 100).state()).isEqualTo(State.PASSED);
        assertThat(ServerCounts.compare(sound, 99).state()).isEqualTo(State.FAILED);
        assertThat(ServerCounts.compare(sound, 101).state()).isEqualTo(State.FAILED);
    }

    @Test
    void requestsThatFailedMayHaveReachedTheTargetOrNot() {
        var some = new RequestCount(100, 3);

        assertThat(ServerCounts.compare(some, 100).state()).isEqualTo(State.PASSED);
        assertThat(ServerCounts.compare(some, 103).state()).isEqualTo(State.PASSED);
        assertThat(ServerCounts.compare(some, 104).state()).isEqualTo(State.FAILED);
        assertThat(ServerCounts.compare(some, 99).detail())
                .isEqualTo("the target counted 99, the generator sent 103, of which 3 failed");
    }

    @Test
    void streamIsOneRequestOfThreeSteps() {
        assertThat(ServerCounts.requests(Map.of(
                        "stream connect", new RequestCount(10, 1),
                        "stream", new RequestCount(9, 1),
                        "stream close", new RequestCount(10, 0),
                        "answer", new RequestCount(5, 0))))
                .isEqualTo(new RequestCount(15, 1));
    }
}
