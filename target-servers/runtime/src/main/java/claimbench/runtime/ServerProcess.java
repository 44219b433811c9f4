package claimbench.runtime;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The life of a server's process: parse the options, start, say so, serve until told to stop, end cleanly.
 *
 * <p>When it accepts connections it prints one line, {@code ready NAME URL}, to standard output; whoever started it
 * waits for that. It ends on SIGTERM, SIGINT, or, with {@code --exit-with-parent}, when standard input ends. Exit codes:
 * 0 stopped as asked, 1 could not start or go on, 2 usage. One server a process: {@link #main} is called once.
 */
public final class ServerProcess {

    /** The first word of the line that says a server accepts connections. */
    public static final String READY = "ready";

    /**
     * Starts a server.
     *
     * @param <O> its options
     */
    @FunctionalInterface
    public interface Starter<O extends ProcessOptions> {
        /**
         * Starts it.
         *
         * @throws CannotStartException where its message, one line, is all that a user needs
         * @throws IOException where it cannot listen where the options say
         */
        RunningServer start(O options) throws IOException;
    }

    private ServerProcess() {}

    /** Runs a server and, in the end, the JVM's exit. */
    public static <O extends ProcessOptions> void main(String name, O options, String[] args, Starter<O> starter) {
        int exitCode = run(name, options, args, starter);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static <O extends ProcessOptions> int run(String name, O options, String[] args, Starter<O> starter) {
        var command = new CommandLine(options).setCommandName(name).setUsageHelpWidth(100);
        try {
            command.parseArgs(args);
            if (options.help()) {
                command.usage(System.out);
                return 0;
            }
            options.check();
        } catch (ParameterException e) {
            System.err.println(name + ": " + e.getMessage() + "; " + allowed(e));
            return 2;
        } catch (IllegalArgumentException e) {
            System.err.println(name + ": " + e.getMessage());
            return 2;
        }
        RunningServer server;
        try {
            server = starter.start(options);
        } catch (CannotStartException e) {
            System.err.println(name + ": " + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println(name + ": cannot listen on " + options.host() + ":" + options.port() + ": "
                    + (e instanceof BindException ? "address already in use or not of this machine" : e.getMessage()));
            return 1;
        }
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        var exitCode = new AtomicInteger();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            awaitUninterruptibly(stopped);
                            // A JVM that a signal ends would say so in its exit code, although all went as asked.
                            Runtime.getRuntime().halt(exitCode.get());
                        },
                        "shutdown"));
        ParentWatch parentWatch = options.exitWithParent() ? ParentWatch.onGone(stop::countDown) : null;
        System.out.println(READY + " " + name + " " + server.url(options.host()));
        var _ = server.failure().thenAccept(reason -> {
            System.err.println(name + ": " + reason);
            exitCode.set(1);
            stop.countDown();
        });
        awaitUninterruptibly(stop);
        try {
            server.close();
        } finally {
            if (parentWatch != null) {
                parentWatch.close();
            }
            stopped.countDown();
        }
        // Threads that a library left behind must not keep the process.
        Runtime.getRuntime().exit(exitCode.get());
        return exitCode.get();
    }

    /** What the option at fault takes; where there is no such option, which options there are. */
    private static String allowed(ParameterException e) {
        return e.getArgSpec() != null
                ? String.join(" ", e.getArgSpec().description())
                : "options are "
                        + e.getCommandLine().getCommandSpec().options().stream()
                                .filter(option -> !option.hidden())
                                .map(OptionSpec::longestName)
                                .collect(Collectors.joining(", "));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // Only the latch ends this wait.
            }
        }
    }
}
