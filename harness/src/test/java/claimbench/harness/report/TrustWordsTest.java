package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.DoubtKind;
import claimbench.harness.claim.Text;
import claimbench.harness.result.TrustCheck;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What readers are told to do about a doubt. */
class TrustWordsTest {
    static Stream<Text> remedies() {
        return Stream.concat(
                Arrays.stream(TrustCheck.values()).map(TrustWords::remedy),
                Arrays.stream(DoubtKind.values()).map(DoubtKind::remedy));
    }

    /** Who ran profile standard is not helped by being told to run it. */
    @ParameterizedTest
    @MethodSource("remedies")
    void noProfileIsToldToBeItsOwnRemedy(Text remedy) {
        assertThat(remedy.en()).doesNotContain("--profile");
        assertThat(remedy.zh()).doesNotContain("--profile");
        assertThat(remedy.en().contains("longer profile (standard, full)"))
                .isEqualTo(remedy.zh().contains("更长的档位（standard、full）"));
    }
}
