package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C in a terminal: it reaches claimbench and all that it has started at the same moment. */
class InterruptIT {
    private static final Duration BOUND = Duration.ofMinutes(3);

    /** The request and the look at the meters. */
    private static final Pattern TWO_REQUESTS =
            Pattern.compile("(?m)^http_server_requests_active(\\{[^}]*})? 2(\\.0)?$");

    @TempDir
    Path folder;

    @BeforeAll
    static void terminal() throws InterruptedException {
        assumeTrue(Product.startsGroups(), "env and setsid of this machine cannot start a process group");
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual-threads", "event-loop"})
    void requestUnderWayIsAnsweredWithTheUpstreamsHelp(String target) throws Exception {
        Product.Running serve = Product.startAsGroup(folder, "serve", target, "--port", "0", "--no-database");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            URI url = awaitReady(serve, target);
            // Calls one after the other: all but the first are made after Ctrl-C.
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(get(url, "/fanout?calls=5&mode=serial&ms=1000"), BodyHandlers.ofString());
            awaitUnderWay(client, url, answer);
            List<ProcessHandle> children = serve.children();
            assertThat(children).as("target and upstream").hasSizeGreaterThanOrEqualTo(2);

            Product.interrupt(serve);

            HttpResponse<String> response = answer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(serve.exitCode()).as(serve.printed()).isEqualTo(130);
            await().atMost(BOUND).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            serve.process().destroy();
        }
    }

    @Test
    void interruptedRunLeavesNoProcess() throws Exception {
        Product.Running run = Product.startAsGroup(
                folder,
                "run",
                "--claims",
                "Q01",
                "--targets",
                "event-loop",
                "--out",
                folder.resolve("run").toString());
        try {
            await().atMost(BOUND)
                    .until(() -> !run.process().isAlive() || run.children().size() >= 3);
            List<ProcessHandle> children = run.children();
            assertThat(children).as(run.printed()).hasSizeGreaterThanOrEqualTo(3);

            Product.interrupt(run);

            assertThat(run.exitCode()).as(run.printed()).isEqualTo(130);
            await().atMost(BOUND).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            run.process().destroy();
        }
    }

    private static URI awaitReady(Product.Running serve, String target) {
        Pattern ready = Pattern.compile("ready " + target + " (http://127\\.0\\.0\\.1:\\d+)");
        await().atMost(BOUND)
                .until(() -> !serve.process().isAlive()
                        || ready.matcher(serve.printed()).find());
        Matcher url = ready.matcher(serve.printed());
        assertThat(url.find()).as(serve.printed()).isTrue();
        return URI.create(url.group(1));
    }

    private static void awaitUnderWay(HttpClient client, URI target, CompletableFuture<?> answer) {
        await().atMost(BOUND).until(() -> answer.isDone() || isUnderWay(client, target));
        assertThat(answer).as("the answer").isNotDone();
    }

    private static boolean isUnderWay(HttpClient client, URI target) throws IOException, InterruptedException {
        return TWO_REQUESTS
                .matcher(client.send(get(target, "/metrics"), BodyHandlers.ofString())
                        .body())
                .find();
    }

    private static HttpRequest get(URI target, String pathAndQuery) {
        return HttpRequest.newBuilder(target.resolve(pathAndQuery)).build();
    }
}
