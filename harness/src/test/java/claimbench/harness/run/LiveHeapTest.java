package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void bytesOfARunningJvmAreCountedWhenItHasCollected(@TempDir Path folder) throws Exception {
        byte[] held = new byte[64 << 20];
        Path printed = folder.resolve("heap.txt");
        try {
            assertThat(LiveHeap.bytes(ProcessHandle.current().pid(), List.of(), printed))
                    .isGreaterThan(held.length);
        } finally {
            Reference.reachabilityFence(held);
        }
        assertThat(printed).content().contains("Command executed successfully", "[B (java.base");
        assertThat(folder).as("an empty file is of no use").isDirectoryNotContaining("glob:**.shell");
    }

    @Test
    void textWithoutATotalIsRefused() {
        assertThatThrownBy(() -> LiveHeap.total("12345: command not found")).isInstanceOf(TrialFailure.class);
    }
}
