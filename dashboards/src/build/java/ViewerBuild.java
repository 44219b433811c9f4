import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has npm check and build the viewer page, unless nothing of it has changed since it last did. Where there is no Node.js, or an old one, or npm cannot
 * fetch what the page is made of, the build goes on without the page and says so in one line; with {@code -Dviewer=required} that is an error, and with {@code -Dviewer=skip} nothing is
 * tried. A source file that is started as it is, on whatever JVM Maven runs on: 17 or later.
 *
 * <p>Arguments: the page's folder, the folder that it is built into, {@code auto}, {@code required} or {@code skip}, and whether its tests are skipped.
 */
public final class ViewerBuild {
    /** What Vite 7 needs: 20.19 or later of 20, 22.12 or later of all others. */
    private static final String NEEDED = "Node.js 20.19 or 22.12, or later";

    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

    private ViewerBuild() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path source = Path.of(arguments[0]);
        Path built = Path.of(arguments[1]);
        String wish = arguments[2];
        boolean tested = !arguments[3].equals("true");
        if (!List.of("auto", "required", "skip").contains(wish)) {
            fail("-Dviewer=%s: allowed are auto, required and skip".formatted(wish));
        }
        Path stamp = built.resolveSibling("viewer.sha256");
        String state = hash(inputs(source)) + (tested ? " tested" : " untested");
        if (wish.equals("skip") || isUpToDate(built, stamp, state)) {
            return;
        }
        Optional<String> lack = lack(source);
        if (lack.isPresent()) {
            String message = "The viewer page is left out: %s".formatted(lack.orElseThrow());
            if (wish.equals("required")) {
                fail(message);
            }
            remove(built);
            System.out.println("[WARNING] " + message);
            return;
        }
        if (tested) {
            npm(source, "The viewer page's own tests failed", "run", "check");
        }
        npm(source, "The viewer page could not be built", "run", "build");
        Files.writeString(stamp, state);
    }

    /** A page that was tested is as good as one that was not asked to be. */
    private static boolean isUpToDate(Path built, Path stamp, String state) throws IOException {
        if (!Files.exists(built.resolve("index.html")) || !Files.exists(stamp)) {
            return false;
        }
        String last = Files.readString(stamp);
        return last.equals(state) || last.equals(state.replace(" untested", " tested"));
    }

    /** Why the page cannot be built here. Fetches what it is made of where that has not been done yet. */
    private static Optional<String> lack(Path source) throws IOException, InterruptedException {
        Optional<Path> node = find("node");
        if (node.isEmpty() || find("npm").isEmpty()) {
            return Optional.of("node and npm are not both on the path; install %s".formatted(NEEDED));
        }
        var printed = new ProcessBuilder(node.orElseThrow().toString(), "--version").start();
        String version = new String(printed.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (printed.waitFor() != 0 || !isRecentEnough(version)) {
            return Optional.of("node is %s; install %s".formatted(version, NEEDED));
        }
        Path modules = source.resolve("node_modules");
        Path stamp = modules.resolve(".claimbench.sha256");
        String wanted = hash(List.of(source.resolve("package-lock.json")));
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return Optional.empty();
        }
        var output = new StringBuilder();
        if (run(source, output, "ci", "--no-audit", "--no-fund", "--prefer-offline") != 0) {
            String reason = output.toString()
                    .lines()
                    .filter(line -> line.startsWith("npm error"))
                    .findFirst()
                    .orElse("no reason given");
            return Optional.of("npm ci failed in %s (%s)".formatted(source, reason));
        }
        Files.writeString(stamp, wanted);
        return Optional.empty();
    }

    /** An earlier page would be one of other sources. */
    private static void remove(Path built) throws IOException {
        if (Files.exists(built)) {
            try (Stream<Path> all = Files.walk(built)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isRecentEnough(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        return major == 20 ? minor >= 19 : major == 22 ? minor >= 12 : major > 22;
    }

    private static void npm(Path source, String problem, String... arguments) throws IOException, InterruptedException {
        var output = new StringBuilder();
        if (run(source, output, arguments) != 0) {
            System.out.print(output);
            fail(problem + ": npm " + String.join(" ", arguments) + " in " + source);
        }
    }

    private static int run(Path source, StringBuilder output, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(find("npm").orElseThrow().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(source.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    /** On Windows npm is a script of another name. */
    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder ->
                        Stream.of(program, program + ".exe", program + ".cmd").map(name -> Path.of(folder, name)))
                .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
                .findFirst();
    }

    private static List<Path> inputs(Path source) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            return all.filter(file -> !file.startsWith(source.resolve("node_modules")) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static String hash(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void fail(String message) {
        System.out.println("[ERROR] " + message);
        System.exit(1);
    }
}
