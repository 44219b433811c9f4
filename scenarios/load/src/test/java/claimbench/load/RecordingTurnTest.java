package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTurnTest {
    @ParameterizedTest
    @EnumSource
    void eachKindHasTheSamePartOfAPeriodAndTheSameMiddle(RecordingTurn kind) {
        long[] turns = LongStream.range(0, RecordingTurn.PERIOD_TURNS)
                .filter(turn -> RecordingTurn.of(turn) == kind)
                .toArray();

        assertThat(turns).hasSize(RecordingTurn.PERIOD_TURNS / RecordingTurn.values().length);
        assertThat(LongStream.of(turns).average()).hasValue((RecordingTurn.PERIOD_TURNS - 1) / 2.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {-7, -1, 0, 5})
    void periodsFollowOneAnotherAlsoInTheWarmUp(long turn) {
        assertThat(RecordingTurn.of(turn)).isEqualTo(RecordingTurn.of(turn + RecordingTurn.PERIOD_TURNS));
    }

    @Test
    void windowBeginsWithWhatIsRecorded() {
        assertThat(RecordingTurn.of(0)).isEqualTo(RecordingTurn.RECORDED);
    }
}
