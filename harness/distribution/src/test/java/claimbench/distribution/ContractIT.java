package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.kit.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract's kit, from the packed product, on servers that it did not start, and on one that it did. Each target's module
 * has the whole contract checked, so here the whole is asked of one target, and of the others what shows that they are packed
 * with all that they need; in the nightly build, all of each.
 */
class ContractIT {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    /** The one with the most of its own to pack: a module of the JDK is opened to it, and its loop is written here. */
    private static final String CHECKED_WHOLE = "event-loop";

    /** The upstream, the database and the stream are called; and work goes on after the answer. */
    private static final String A_FEW = "^(routes|fan-out|users|mail|answer|metrics|refusals): ";

    /** Whether there is time for all checks on all targets, and to wait until slow clients are given up. */
    private static final boolean NIGHTLY = Boolean.getBoolean("claimbench.kit.whole");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"platform-threads", "virtual-threads", "event-loop", "reactive"})
    void everyTargetKeepsTheContractAsSeenFromOutside(String target) throws Exception {
        int upstreamPort = FreePort.choose();
        Product.Running serve =
                Product.start(folder, "serve", target, "--port", "0", "--upstream", "http://127.0.0.1:" + upstreamPort);
        try {
            String url = url(serve, target);

            List<String> command = new ArrayList<>(
                    List.of("contract", "--url", url, "--upstream-port", Integer.toString(upstreamPort)));
            if (!NIGHTLY) {
                command.add("--quick");
                if (!target.equals(CHECKED_WHOLE)) {
                    command.addAll(List.of("--filter", A_FEW));
                }
            }
            Product.Running check = Product.start(folder, command.toArray(String[]::new));

            assertThat(check.exitCode()).as(check.printed()).isZero();
            assertThat(check.printed())
                    .contains(" 0 failed, ")
                    .containsPattern("plaintext says hello +ok")
                    .containsPattern("every background mail is sent exactly once +ok");
            if (NIGHTLY || target.equals(CHECKED_WHOLE)) {
                assertThat(check.printed()).contains("not run: the kit did not start this server");
            }
        } finally {
            end(serve);
        }
    }

    @Test
    void serverThatTheKitStartsIsCheckedForItsEndToo() {
        Product.Running check = Product.start(folder, "contract", "event-loop", "--filter", "shutdown|outage");

        assertThat(check.exitCode()).as(check.printed()).isZero();
        assertThat(check.printed())
                .containsPattern("every request in flight is answered +ok")
                .containsPattern("database that is down is a bad gateway and the server stays up +ok")
                .contains(" 0 failed, 0 not run");
    }

    @Test
    void serverThatLacksMostRoutesIsToldWhichAndWhy() throws Exception {
        Product.Running serve = Product.start(folder, "serve", "netty", "--port", "0");
        try {
            Product.Running check = Product.start(
                    folder,
                    "contract",
                    "--url",
                    url(serve, "netty"),
                    "--upstream-port",
                    Integer.toString(FreePort.choose()),
                    "--filter",
                    "routes|retry");

            assertThat(check.exitCode()).as(check.printed()).isEqualTo(1);
            assertThat(check.printed())
                    .containsPattern("plaintext says hello +ok")
                    .containsPattern("health is ready|about names .* +FAILED")
                    .contains("sent ", "expected ", "came ")
                    .contains("not run: the server does not call the upstream at http://127.0.0.1:");
        } finally {
            end(serve);
        }
    }

    @Test
    void nobodyThereIsSaidInOneLine() throws Exception {
        int nobody = FreePort.choose();

        Product.Running check = Product.start(
                folder,
                "contract",
                "--url",
                "http://127.0.0.1:" + nobody,
                "--upstream-port",
                Integer.toString(FreePort.choose()));

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.printed().strip().lines())
                .singleElement()
                .asString()
                .startsWith("claimbench: nothing answers at http://127.0.0.1:" + nobody);
    }

    private static String url(Product.Running serve, String target) {
        Pattern ready = Pattern.compile("ready " + target + " (http://127\\.0\\.0\\.1:\\d+)");
        await().atMost(READY_WITHIN)
                .until(() -> !serve.process().isAlive()
                        || ready.matcher(serve.printed()).find());
        Matcher url = ready.matcher(serve.printed());
        assertThat(url.find()).as(serve.printed()).isTrue();
        return url.group(1);
    }

    private static void end(Product.Running serve) {
        List<ProcessHandle> children = serve.children();
        serve.process().destroy();
        serve.exitCode();
        await().atMost(READY_WITHIN).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}
