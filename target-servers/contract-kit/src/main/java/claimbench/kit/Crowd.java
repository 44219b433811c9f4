package claimbench.kit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients who all do the same at the same time, each on a connection of its own. */
final class Crowd {
    private final int clients;
    private final Connecting connecting;

    /** How one gets a connection. */
    @FunctionalInterface
    interface Connecting {
        RawConnection connect() throws IOException;
    }

    /** What one of them does. */
    @FunctionalInterface
    interface Doing {
        void act(int index, RawConnection connection) throws Exception;
    }

    /** What one of them finds out. */
    @FunctionalInterface
    interface Asking<T> {
        T act(int index, RawConnection connection) throws Exception;
    }

    private Crowd(int clients, Connecting connecting) {
        this.clients = clients;
        this.connecting = connecting;
    }

    static Crowd of(int clients, Connecting connecting) {
        return new Crowd(clients, connecting);
    }

    /** Lets each act; throws what the first of them threw. */
    void each(Doing doing) throws Exception {
        ask((index, connection) -> {
            doing.act(index, connection);
            return index;
        });
    }

    /** Lets each act, and gives what they found out, in order; throws what the first of them threw. */
    <T> List<T> ask(Asking<T> asking) throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < clients; index++) {
                connections.add(connecting.connect());
            }
            List<Callable<T>> tasks = new ArrayList<>();
            for (int index = 0; index < clients; index++) {
                int own = index;
                tasks.add(() -> Transcript.keeping(() -> asking.act(own, connections.get(own))));
            }
            List<T> found = new ArrayList<>();
            for (Future<T> task : threads.invokeAll(tasks)) {
                found.add(result(task));
            }
            return found;
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static <T> T result(Future<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }
}
