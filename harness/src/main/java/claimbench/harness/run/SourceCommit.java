package claimbench.harness.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Which commit an installation was built from: the build writes it into the jar. Of one that was built where no git was, the work tree that it lies in is asked.
 */
public final class SourceCommit {
    private static final String WRITTEN = "source-commit.txt";
    private static final long BOUND_SECONDS = 5;

    private SourceCommit() {}

    /**
     * The commit's hash, with {@code -dirty} where files were changed after it.
     *
     * @param folder of the installation
     */
    public static Optional<String> of(Path folder) {
        return built().or(() -> ofWorkTree(folder));
    }

    /** What the build wrote; empty where it was none of a work tree. */
    static Optional<String> built() {
        try (InputStream in = SourceCommit.class.getResourceAsStream(WRITTEN)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
                            .filter(Predicate.not(String::isEmpty));
        } catch (IOException e) {
            throw new UncheckedIOException(WRITTEN + " cannot be read from the jar", e);
        }
    }

    private static Optional<String> ofWorkTree(Path folder) {
        return SearchPath.find("git")
                .flatMap(git -> output(List.of(
                        git.toString(),
                        "-C",
                        folder.toString(),
                        "describe",
                        "--always",
                        "--abbrev=40",
                        "--exclude=*",
                        "--dirty")));
    }

    private static Optional<String> output(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try (var out = process.getInputStream()) {
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroy();
        }
    }
}
