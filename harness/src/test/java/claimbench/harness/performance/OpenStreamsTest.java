package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nanoseconds here are small numbers: only their differences matter. */
class OpenStreamsTest {
    private static final int ALL = 1_000;
    private static final int STARVED = 700;
    private static final long GAP = 1_000_000;

    private final OpenStreams streams = new OpenStreams(ALL);

    @Test
    void oneStreamThatGetsNothingAnyMoreIsSeenAmongAThousand() {
        begin(ALL);
        for (int token = 1; token <= 10; token++) {
            everyOther(token);
        }
        streams.ended(0, 10 * GAP);

        assertThat(streams.gaps().getValueAtPercentile(99)).isBetween(GAP - GAP / 100, GAP + GAP / 100);
        assertThat(streams.longestGapNanos()).hasValue(10 * GAP);
        assertThat(streams.longestMeanGapNanos()).hasValue(10 * GAP);
    }

    @Test
    void oneStreamThatGetsItsTokensAtTwiceTheTimeIsSeenByItsMean() {
        begin(ALL);
        for (int token = 1; token <= 10; token++) {
            everyOther(token);
            if (token % 2 == 0) {
                streams.next(STARVED, (token - 2) * GAP, token * GAP);
            }
        }
        streams.ended(0, 10 * GAP);

        assertThat(streams.longestGapNanos()).hasValue(2 * GAP);
        assertThat(streams.longestMeanGapNanos()).hasValue(2 * GAP);
    }

    @Test
    void streamsThatAllGetTheirTokensInTimeHaveThatGapEach() {
        begin(ALL);
        for (int token = 1; token <= 3; token++) {
            everyOther(token);
            streams.next(STARVED, (token - 1) * GAP, token * GAP);
        }
        streams.ended(0, 3 * GAP);

        assertThat(streams.longestGapNanos()).hasValue(GAP);
        assertThat(streams.longestMeanGapNanos()).hasValue(GAP);
    }

    @Test
    void gapsAfterTheFirstStreamHasEndedDoNotCount() {
        begin(ALL);
        everyOther(1);
        streams.next(STARVED, 0, GAP);
        streams.ended(0, GAP);
        streams.next(1, GAP, 50 * GAP);
        streams.ended(1, 50 * GAP);

        assertThat(streams.longestGapNanos()).hasValue(GAP);
        assertThat(streams.openMax()).isEqualTo(ALL);
    }

    @Test
    void streamsThatAreNeverAllOpenAreNotFairButUnknown() {
        begin(ALL - 1);
        streams.next(0, 0, GAP);
        streams.ended(0, GAP);

        assertThat(streams.openMax()).isEqualTo(ALL - 1);
        assertThat(streams.longestGapNanos()).isEmpty();
        assertThat(streams.longestMeanGapNanos()).isEmpty();
    }

    private void begin(int count) {
        for (int stream = 0; stream < count; stream++) {
            streams.began(stream, 0);
        }
    }

    private void everyOther(int token) {
        for (int stream = 0; stream < ALL; stream++) {
            if (stream != STARVED) {
                streams.next(stream, (token - 1) * GAP, token * GAP);
            }
        }
    }
}
