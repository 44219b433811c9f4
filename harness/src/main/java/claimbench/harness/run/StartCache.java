package claimbench.harness.run;

import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With it, a program starts sooner. Each trial has a generator, a target and an upstream of its own, and loading their classes is most of
 * what a short trial costs; the JDK can keep them as they are after loading (JEP 483, 514, 515: an ahead-of-time cache). The cache
 * is made once for an installation, by a load that is not measured, before the first trial: so all trials of a run start in the
 * same way. Without one, everything works as well, and takes longer.
 *
 * <p>A cache is good for the very jars, JVM and flags that it was made with. They are in its name, as a digest, so that
 * one made with others is not found.
 */
public final class StartCache {
    private static final int DIGEST_CHARACTERS = 16;

    private final Installation installation;
    private final Trainee trainee;

    public StartCache(Installation installation, Trainee trainee) {
        this.installation = installation;
        this.trainee = trainee;
    }

    /** The file, where there is one for the jars and the JVM as they are now. */
    public Optional<Path> find() {
        try {
            return Optional.of(file()).filter(Files::exists);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the file; takes some seconds.
     *
     * @throws TrialFailure that says why it cannot be made here, as in a folder that must not be written to
     */
    public Path make() throws TrialFailure, InterruptedException {
        if (!Files.isWritable(installation.lib())) {
            throw new TrialFailure("there is no folder to write to: " + installation.lib());
        }
        Path folder = null;
        try {
            Path file = file();
            // In the same folder as the file, so that it can be moved there at once.
            Path draft = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            folder = Files.createTempDirectory("claimbench-training");
            try (var _ = new Draft(draft)) {
                trainee.train(installation, draft, folder);
                if (!Files.exists(draft)) {
                    throw new TrialFailure("the JVM of " + trainee.wireName() + " made no cache");
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            deleteOlder(file);
            return file;
        } catch (IOException e) {
            throw new TrialFailure(RunFiles.reason(e));
        } finally {
            delete(folder);
        }
    }

    /** What a JVM writes while it makes a cache, and leaves when it is killed. */
    private record Draft(Path file) implements AutoCloseable {
        Draft {
            files(file).forEach(part -> part.toFile().deleteOnExit());
        }

        @Override
        public void close() throws IOException {
            for (Path part : files(file)) {
                Files.deleteIfExists(part);
            }
        }

        /** The cache, and the JVM's own notes for it. */
        private static List<Path> files(Path file) {
            return List.of(file, file.resolveSibling(file.getFileName() + ".config"));
        }
    }

    private Path file() throws IOException {
        return installation.lib().resolve(prefix() + digest() + ".aot");
    }

    private String prefix() {
        return trainee.wireName() + "-" + Runtime.version() + "-";
    }

    private String digest() throws IOException {
        MessageDigest digest = sha256();
        add(digest, System.getProperty("java.vm.vendor", "") + System.getProperty("java.vm.version", ""));
        add(digest, String.join(" ", trainee.flags()));
        var jars = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(installation.lib(), "*.jar")) {
            files.forEach(jars::add);
        }
        jars.sort(Comparator.comparing(Path::toString));
        for (Path jar : jars) {
            // The time too, equal and not later: the JVM itself refuses a cache whose jars have another.
            add(digest, jar.getFileName() + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
            if (jar.getFileName().toString().startsWith("claimbench-")) {
                digest.update(Files.readAllBytes(jar));
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_CHARACTERS);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Caches of earlier jars, which nothing will find again. Another JDK's stay. */
    private void deleteOlder(Path file) throws IOException {
        try (var older = Files.newDirectoryStream(
                file.resolveSibling(""),
                other -> other.getFileName().toString().startsWith(prefix())
                        && other.getFileName().toString().endsWith(".aot")
                        && !other.getFileName().equals(file.getFileName()))) {
            for (Path other : older) {
                Files.deleteIfExists(other);
            }
        }
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
