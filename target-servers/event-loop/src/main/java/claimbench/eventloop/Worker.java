package claimbench.eventloop;

import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ServerProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process like this one, that this one has started: the same JVM, flags and classes. What it prints goes on to where
 * this process prints, but for its ready line. It ends with this process, whose end is that of its standard input.
 * Thread-safe.
 */
final class Worker {
    /** Only a jar's manifest says so otherwise, and a class path does not read it. */
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    private final int index;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private Worker(int index, Process process) {
        this.index = index;
        this.process = process;
    }

    /**
     * Starts a worker; it is not ready yet.
     *
     * @param index from 1
     * @param arguments its command line
     * @param database of which it is told apart from its command line
     * @throws IOException where no more processes can be started
     */
    static Worker start(int index, List<String> arguments, DatabaseUrl database) throws IOException {
        List<String> command = command();
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().put(DatabaseUrl.VARIABLE, database.url());
        Process process = builder.start();
        var worker = new Worker(index, process);
        Thread.ofPlatform().daemon().name("worker-" + index + "-output").start(worker::passOn);
        return worker;
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        command.addAll(flags);
        if (!flags.contains(EXPORT)) {
            command.add(EXPORT);
        }
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), Main.class.getName()));
        return command;
    }

    /** The same folders and jars, even should this process be asked from elsewhere. */
    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                List.of(classPath.split(File.pathSeparator, -1)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    int index() {
        return index;
    }

    long pid() {
        return process.pid();
    }

    /** Done when it listens. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Done, with its exit code, when it has ended. */
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Has it stop accepting, finish what is in flight, and end. Does not wait for that. */
    void stop() {
        // By its handle: the process's own method closes its output, and what it prints while it ends would be lost.
        process.toHandle().destroy();
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    private void passOn() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(ServerProcess.READY + " ")) {
                    ready.complete(null);
                } else {
                    System.out.println(line);
                }
            }
        } catch (IOException e) {
            // The same as the end: it is gone, which its exit says.
        }
    }
}
