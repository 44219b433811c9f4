package claimbench.harness.run;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
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
        end(RUNNING, Bounds.STOP);
    }

    /**
     * Ends these: the load, then what was loaded, then what that needs to finish what it has begun; those of one turn at the
     * same time.
     *
     * @param bound for each turn, before it is ended by force
     */
    static void end(Collection<Child> children, Duration bound) {
        for (Child.Turn turn : Child.Turn.values()) {
            List<Child> now =
                    children.stream().filter(child -> child.turn() == turn).toList();
            now.forEach(Child::requestStop);
            now.forEach(child -> child.close(bound));
        }
    }
}
