package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
    @Test
    void totalOfBytesIsTheLastLinesSecondNumber() throws Exception {
        assertThat(LiveHeap.total("""
                12345:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         12000        1000000  [B (java.base@25.0.1)
                   2:             1             16  Total (made.up)
                Total         12001        1000016
                """)).isEqualTo(1_000_016);
    }

    @Test
    void textWithoutATotalIsRefused() {
        assertThatThrownBy(() -> LiveHeap.total("12345: command not found")).isInstanceOf(TrialFailure.class);
    }
}
