package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A target in the foreground, with its upstream and its database, as {@code claimbench serve} starts it; none of it is left over. */
final class Served implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Product.Running serve;
    private final String url;

    private Served(Product.Running serve, String url) {
        this.serve = serve;
        this.url = url;
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param folder it is started in
     * @param target and its options
     */
    static Served start(Path folder, String... target) {
        var arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(target));
        arguments.addAll(List.of("--port", "0"));
        Product.Running serve = Product.start(folder, arguments.toArray(String[]::new));
        try {
            Pattern ready = Pattern.compile("ready " + target[0] + " (http://127\\.0\\.0\\.1:\\d+)");
            await().atMost(READY_WITHIN)
                    .until(() -> !serve.process().isAlive()
                            || ready.matcher(serve.printed()).find());
            Matcher url = ready.matcher(serve.printed());
            assertThat(url.find()).as(serve.printed()).isTrue();
            return new Served(serve, url.group(1));
        } catch (RuntimeException | Error e) {
            end(serve);
            throw e;
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        end(serve);
    }

    private static void end(Product.Running serve) {
        List<ProcessHandle> children = serve.children();
        serve.process().destroy();
        serve.exitCode();
        await().atMost(READY_WITHIN).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
}
