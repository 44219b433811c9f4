package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerTimeTest {
    @TempDir
    private Path folder;

    @Test
    void ownJvmSaysTheSameAsItsBean() {
        CompilerTime compiler = CompilerTime.of(ProcessHandle.current().pid()).orElseThrow();

        long before = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
        long millis = compiler.nanos().orElseThrow() / 1_000_000;
        long after = ManagementFactory.getCompilationMXBean().getTotalCompilationTime();

        assertThat(millis).isPositive().isBetween(before - 1, after + 1);
    }

    @Test
    void processThatIsNoJvmHasNone() {
        assertThat(CompilerTime.of(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void fileThatIsNoneIsNoneAndOneThatIsCutOffToo() throws Exception {
        Path file = folder.resolve("4711");
        Files.write(file, new byte[10]);
        assertThat(CompilerTime.at(file)).isEmpty();
        Files.write(file, new byte[4_096]);
        assertThat(CompilerTime.at(file)).isEmpty();

        byte[] head = new byte[64];
        head[0] = (byte) 0xca;
        head[1] = (byte) 0xfe;
        head[2] = (byte) 0xc0;
        head[3] = (byte) 0xc0;
        head[4] = 1;
        head[24] = 32; // the first entry
        head[28] = 100; // and a hundred of them
        Files.write(file, head);
        assertThat(CompilerTime.at(file)).isEmpty();
    }
}
