package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A generator that starts sooner. Each trial has a generator of its own, and loading Gatling's classes is most of what a
 * short trial costs; the JDK can keep them as they are after loading (JEP 483, 514, 515: an ahead-of-time cache). Here that
 * halved the time to boot and took a quarter of the generator's CPU time away. The cache is made once for an installation,
 * by a load that is not measured, before the first trial: so all trials of a run have the same generator. Targets have no
 * such cache. Without one, everything works as well, and takes longer.
 */
public final class GeneratorCache {
    private static final long BOUND_SECONDS = 120;

    private final Installation installation;

    public GeneratorCache(Installation installation) {
        this.installation = installation;
    }

    /** The file, where it is there and no jar has changed since. */
    public Optional<Path> find() {
        Path file = file();
        try {
            FileTime made = Files.getLastModifiedTime(file);
            try (var jars = Files.newDirectoryStream(installation.lib(), "*.jar")) {
                for (Path jar : jars) {
                    if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the file; takes some seconds.
     *
     * @return empty where it cannot be made here, as in a folder that must not be written to
     */
    public Optional<Path> make() throws InterruptedException {
        Path folder = null;
        try (var server = new TrainingServer()) {
            folder = Files.createTempDirectory("claimbench-training");
            // In the same folder as the file, so that it can be moved there at once.
            Path draft = file().resolveSibling(file().getFileName() + ".part");
            Files.deleteIfExists(draft);
            boolean made = train(server, folder, draft);
            if (made) {
                Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(draft);
            return find();
        } catch (IOException | TrialFailure e) {
            return Optional.empty();
        } finally {
            delete(folder);
        }
    }

    private boolean train(TrainingServer server, Path folder, Path draft)
            throws TrialFailure, IOException, InterruptedException {
        var properties = new LinkedHashMap<String, String>(Map.of(
                "claimbench.scenario", "fanout",
                "claimbench.ms", "1",
                "claimbench.url", server.url().toString(),
                "claimbench.users", "20",
                "claimbench.warmUpMillis", "500",
                "claimbench.windowMillis", "1000",
                "claimbench.out", folder.toString(),
                "claimbench.metricsPort", "0",
                "claimbench.exitWithParent", "true"));
        List<String> command = new ArrayList<>(installation.generator(properties));
        command.add(1, "-XX:AOTCacheOutput=" + draft);
        try (var child = Child.start("the generator", command, folder.resolve("training.log"), new Bell())) {
            return child.awaitExit(BOUND_SECONDS, TimeUnit.SECONDS) && Files.exists(draft);
        }
    }

    /** Another JDK makes another file. */
    private Path file() {
        return installation.lib().resolve("generator-" + Runtime.version() + ".aot");
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is in the system's folder for temporary files, which is emptied anyway.
        }
    }
}
