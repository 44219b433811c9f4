package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exit code tells whether the contract is kept; where nothing was checked, nobody knows. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void forgetOptions() {
        System.clearProperty(FuzzContract.CASES);
    }

    @Test
    void greenChecksAreSuccess() throws Exception {
        assertThat(run("--filter", "routes: health")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 checks, 1 cases: 1 ok, 0 failed, 0 not run");
    }

    @Test
    void nothingButChecksThatCouldNotBeRunIsNoSuccess() throws Exception {
        assertThat(run("--filter", "shutdown:")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "claimbench: nothing was checked: the kit did not start this server, so it can't start or stop one");
    }

    @Test
    void noRandomRequestsAreNoSuccess() throws Exception {
        assertThat(run("--filter", "random bytes", "--fuzz", "0")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("claimbench: nothing was checked: no random requests were asked for");
    }

    @Test
    void filterThatLeavesNothingIsSaid() throws Exception {
        assertThat(run("--filter", "no such check")).isEqualTo(2);
        assertThat(run("--filter", "head that stops", "--quick")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "claimbench: --filter 'no such check' is found in no check; leave it out to see them all",
                        "claimbench: --filter 'head that stops' is found in no check that --quick leaves in;"
                                + " leave it out to see them all");
    }

    @Test
    void keptContractLeavesNoLogOfTheServersBehind() throws Exception {
        Set<Path> before = logs();
        String[] arguments = Stream.concat(
                        Stream.of("--filter", "routes: health", "--"),
                        ReferenceMain.subject(Fault.NONE).command().stream())
                .toArray(String[]::new);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            assertThat(threads.submit(() -> Main.run(
                                    new PrintStream(out, true, StandardCharsets.UTF_8),
                                    new PrintStream(err, true, StandardCharsets.UTF_8),
                                    arguments))
                            .get())
                    .as(err.toString(StandardCharsets.UTF_8))
                    .isZero();
        }
        assertThat(before).containsAll(logs());
    }

    private static Set<Path> logs() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("claimbench-contract-"))
                    .collect(Collectors.toSet());
        }
    }

    private int run(String filter, String... options) throws Exception {
        int upstreamPort = FreePort.choose();
        try (ReferenceServer server =
                        ReferenceServer.start(URI.create("http://127.0.0.1:" + upstreamPort), true, Fault.NONE);
                // On a thread of its own, which does not know that it is inside a test already.
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(() -> Main.run(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            arguments(server, upstreamPort, filter, options)))
                    .get();
        }
    }

    private static String[] arguments(ReferenceServer server, int upstreamPort, String filter, String... options) {
        return Stream.concat(
                        Stream.of(
                                "--url",
                                server.base().toString(),
                                "--upstream-port",
                                Integer.toString(upstreamPort),
                                filter),
                        Stream.of(options))
                .toArray(String[]::new);
    }
}
