package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.CpuWork;
import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Mode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyCheckTest {
    private static final FanoutRequest TWO_CALLS =
            new FanoutRequest(2, Mode.SERIAL, List.of(100, 200), Distribution.FIXED, 1);

    @Test
    void textMustBeTheText() {
        assertThat(fault(BodyCheck.plaintext(), "Hello, World!")).isNull();
        assertThat(fault(BodyCheck.plaintext(), "Hello")).isEqualTo("body 'Hello', not 'Hello, World!'");
        assertThat(fault(BodyCheck.plaintext(), "")).isEqualTo("body '', not 'Hello, World!'");
    }

    @Test
    void waitMustBeAsLongAsWasAsked() {
        assertThat(fault(BodyCheck.waited(100), "{\"waitedMs\":100}")).isNull();
        assertThat(fault(BodyCheck.waited(100), "{\"waitedMs\":99}")).isEqualTo("waitedMs is 99, not 100");
    }

    @Test
    void resultsMustBeCompleteAndInCallOrder() {
        BodyCheck check = BodyCheck.fannedOut(TWO_CALLS);

        assertThat(fault(check, results("{\"call\":0,\"latencyMs\":100.0},{\"call\":1,\"latencyMs\":200.0}")))
                .isNull();
        assertThat(fault(check, results("{\"call\":1,\"latencyMs\":200.0},{\"call\":0,\"latencyMs\":100.0}")))
                .startsWith("results are ");
        assertThat(fault(check, results("{\"call\":0,\"latencyMs\":100.0}"))).startsWith("results are ");
        assertThat(fault(check, results("{\"call\":0,\"latencyMs\":100.0},{\"call\":1,\"latencyMs\":100.0}")))
                .startsWith("results are ");
        assertThat(fault(check, "{\"elapsedNanos\":1}")).isNotNull();
    }

    @Test
    void checksumMustBeOfAllTheWork() {
        BodyCheck check = BodyCheck.computed(2, 3);
        String honest = CpuWork.text(CpuWork.checksum(2, 3));
        String lazy = CpuWork.text(CpuWork.checksum(1, 3));

        assertThat(fault(check, "{\"checksum\":\"" + honest + "\",\"elapsedNanos\":1}"))
                .isNull();
        assertThat(fault(check, "{\"checksum\":\"" + lazy + "\",\"elapsedNanos\":1}"))
                .isEqualTo("checksum is " + lazy + ", not " + honest);
    }

    @Test
    void whatIsNoJsonIsShownInOneShortLine() {
        assertThat(fault(BodyCheck.waited(1), "<html>\n")).isEqualTo("body '<html> ' is not the JSON of the contract");
        assertThat(fault(BodyCheck.waited(1), "null")).isNotNull();
        assertThat(fault(BodyCheck.waited(1), "x".repeat(10_000))).hasSizeLessThan(200);
    }

    private static String results(String results) {
        return "{\"results\":[" + results + "],\"elapsedNanos\":1}";
    }

    private static @Nullable String fault(BodyCheck check, String body) {
        return check.fault(body.getBytes(StandardCharsets.UTF_8));
    }
}
