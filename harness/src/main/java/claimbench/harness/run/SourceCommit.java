package claimbench.harness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which commit an installation was built from, where it lies in the work tree that it was built from. */
public final class SourceCommit {
    private static final long BOUND_SECONDS = 5;

    private SourceCommit() {}

    /**
     * The commit's hash, with {@code -dirty} where files have been changed since.
     *
     * @param folder in the work tree
     */
    public static Optional<String> of(Path folder) {
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
