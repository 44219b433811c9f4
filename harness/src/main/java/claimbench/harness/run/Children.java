package claimbench.harness.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every process that is running for this one. When this one is told to end (Ctrl-C, SIGTERM), so are they; when it is
 * killed, their standard input ends, and each ends by itself. Thread-safe.
 */
public final class Children {
    private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NonFinalStaticField") // set once, when this process begins to end
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "end-children"));
    }

    private Children() {}

    static void add(Child child) {
        RUNNING.add(child);
        if (ending) {
            child.close();
        }
    }

    static void remove(Child child) {
        RUNNING.remove(child);
    }

    /** Whether this process is about to end: a child that dies now is no news. */
    public static boolean ending() {
        return ending;
    }

    private static void endAll() {
        ending = true;
        RUNNING.forEach(Child::requestStop);
        RUNNING.forEach(Child::close);
    }
}
