package claimbench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ModelTest {
    @ParameterizedTest
    @EnumSource
    void fanoutGivesResultsInCallOrder(Model.Name name) throws Exception {
        try (Model model = name.start()) {
            for (Mode mode : new Mode[] {Mode.SERIAL, Mode.CONCURRENT}) {
                assertThat(model.fanout(5, Duration.ZERO, mode))
                        .as(mode.wireName())
                        .containsExactly(0, 1, 2, 3, 4);
                assertThat(model.fanout(3, Duration.ofMillis(1), mode))
                        .as(mode.wireName())
                        .containsExactly(0, 1, 2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cpuWorkIsDoneInFullInEveryMode(Model.Name name) throws Exception {
        try (Model model = name.start()) {
            for (Mode mode : Mode.values()) {
                assertThat(model.cpu(7, 3, mode)).as(mode.wireName()).isEqualTo(CpuWork.checksum(7, 3));
                assertThat(model.cpu(1, 1, mode)).as(mode.wireName()).isEqualTo(CpuWork.checksum(1, 1));
            }
        }
    }
}
