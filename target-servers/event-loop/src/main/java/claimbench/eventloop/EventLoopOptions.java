package claimbench.eventloop;

import claimbench.contract.ServerLimits;
import claimbench.runtime.OffLoadOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of this target. Filled in by picocli, on one thread; read by any from there on. */
public final class EventLoopOptions extends OffLoadOptions {
    private static final int LOOPS_MAX = 256;
    private static final int WORKERS_MAX = 256;

    @Option(
            names = "--loops",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops, a thread each, 1 to " + LOOPS_MAX + " (default: ${DEFAULT-VALUE}). The kernel"
                    + " spreads new connections over them.")
    private int loops = 1;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Processes that share the port, each with its own heap, --pool and --loops, 1 to " + WORKERS_MAX
                            + " (default: ${DEFAULT-VALUE}). Connections to the database and background tasks are shared out"
                            + " among them. For a collector's pause or a crash to concern one of them alone;"
                            + " when one ends, all do.")
    private int workers = 1;

    /** From 1; 0 in the process that was started by hand. */
    @Option(names = "--worker", hidden = true, paramLabel = "N", defaultValue = "0", description = "Of Workers alone.")
    private int worker;

    @Option(
            names = "--loop-debug",
            description =
                    "Loops in debug mode: reports callbacks that keep a loop for over 100 ms, calls that block it, and"
                            + " coroutines that were never awaited. Slow: not for measuring.")
    private boolean loopDebug;

    int loops() {
        return loops;
    }

    int workers() {
        return workers;
    }

    /** Which worker this process is, from 1; 0 where it is none. */
    int worker() {
        return worker;
    }

    /** Whether this process is to start the workers, and to serve nothing itself. */
    boolean startsWorkers() {
        return workers > 1 && worker == 0;
    }

    /**
     * The command line of a worker: whatever option stands above must be here too, but for the database's URL, which may
     * have a password and goes by the environment.
     */
    List<String> ofWorker(int index, int port) {
        List<String> arguments = new ArrayList<>(List.of(
                "--host",
                host(),
                "--port",
                Integer.toString(port),
                "--upstream",
                upstream().toString(),
                "--database-pool",
                Integer.toString(databasePool()),
                "--background-queue",
                Integer.toString(backgroundQueue()),
                "--loops",
                Integer.toString(loops),
                "--pool",
                Integer.toString(pool()),
                "--workers",
                Integer.toString(workers),
                "--worker",
                Integer.toString(index),
                "--exit-with-parent"));
        if (loopDebug) {
            arguments.add("--loop-debug");
        }
        return arguments;
    }

    boolean loopDebug() {
        return loopDebug;
    }

    @Override
    public void check() {
        super.check();
        bounds("--loops", loops, 1, LOOPS_MAX);
        bounds("--workers", workers, 1, WORKERS_MAX);
        int allLoops = workers * loops;
        if (databasePool() < allLoops) {
            throw new IllegalArgumentException("--database-pool must be at least the number of --loops"
                    + (workers > 1 ? " of all --workers" : "") + ", which is " + allLoops
                    + ", since each loop has connections of its own; not " + databasePool());
        }
        if (allLoops > ServerLimits.BACKGROUND_TASKS) {
            throw new IllegalArgumentException("--loops of all --workers must be at most "
                    + ServerLimits.BACKGROUND_TASKS + ", the number of background tasks at once; not " + allLoops);
        }
        bounds("--worker", worker, 0, WORKERS_MAX);
    }
}
