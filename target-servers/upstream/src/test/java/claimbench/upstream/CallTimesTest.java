package claimbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallTimesTest {
    private final CallTimes times = new CallTimes();

    @Test
    void loadIsNeverRecordedAsAWhole() {
        times.reset();
        for (int call = 0; call < 1_500; call++) {
            times.answered(call, System.nanoTime());
        }

        assertThat(times.read().calls()).hasSize(1_000);
        assertThat(times.read().calls().getLast().call()).isEqualTo(999);
    }

    @Test
    void resetForgets() {
        times.reset();
        times.answered(1, System.nanoTime());
        times.reset();
        times.answered(2, System.nanoTime());

        assertThat(times.read().calls()).extracting(CallTimes.Span::call).containsExactly(2);
    }

    @Test
    void nothingIsRecordedThatNobodyAskedFor() {
        times.answered(1, System.nanoTime());

        assertThat(times.read().calls()).isEmpty();
    }

    @Test
    void callEndsNowAndLastedAsLongAsItDid() {
        times.reset();
        times.answered(1, System.nanoTime() - 5_000_000);

        CallTimes.Span span = times.read().calls().getFirst();
        assertThat(span.endEpochMicros() - span.startEpochMicros()).isGreaterThanOrEqualTo(5_000);
    }
}
