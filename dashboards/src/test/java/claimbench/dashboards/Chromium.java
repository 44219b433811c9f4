package claimbench.dashboards;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a screen, started for one page each time. */
final class Chromium {
    /** For machines that are busy with other tests. */
    private static final long BOUND_MINUTES = 3;

    /** The page's own time, which stands still while it waits for its server. */
    private static final int PAGE_MILLIS = 30_000;

    private final Path program;
    private final Path folder;

    /**
     * Starts nothing yet.
     *
     * @param folder for what a browser writes down, and for the pictures
     */
    Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * What became of a page.
     *
     * @param document its elements, when it was done
     * @param console what it complained of
     * @param picture of all of it
     */
    record Page(String document, List<String> console, Path picture) {}

    /** The program on the path, if it is there. */
    static Optional<Path> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(each -> !each.isEmpty())
                .map(each -> Path.of(each, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** To start it without a screen, with a profile of its own, and with nothing that asks the network by itself. */
    static List<String> command(Path program, Path profile, int width, int height, boolean dark, String... others) {
        return Stream.concat(
                        Stream.of(
                                program.toString(),
                                "--headless=new",
                                // Root, as in a container, has no sandbox; the page is our own.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-breakpad",
                                "--hide-scrollbars",
                                "--user-data-dir=" + profile.toAbsolutePath(),
                                "--window-size=" + width + "," + height,
                                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1)),
                        Stream.of(others))
                .toList();
    }

    /** Opens a page, in a window of that size, for someone who prefers dark colours or does not. */
    Page open(URI address, String name, int width, int height, boolean dark) throws Exception {
        Path picture = folder.resolve(name + ".png").toAbsolutePath();
        Path document = folder.resolve(name + ".html");
        Path log = folder.resolve(name + ".log");
        Files.deleteIfExists(picture);
        Process process = new ProcessBuilder(command(
                        program,
                        folder.resolve("profile-" + name),
                        width,
                        height,
                        dark,
                        "--enable-logging=stderr",
                        "--virtual-time-budget=" + PAGE_MILLIS,
                        "--screenshot=" + picture,
                        "--dump-dom",
                        address.toString()))
                .redirectOutput(document.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("Chromium was not done with %s within %d min".formatted(address, BOUND_MINUTES));
            }
        } finally {
            process.destroyForcibly();
        }
        // Its own words may be of any encoding.
        List<String> console = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.contains(":CONSOLE"))
                .toList();
        return new Page(Files.readString(document), console, picture);
    }
}
