package claimbench.platformthreads;

import claimbench.contract.ProfileRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import claimbench.http.UpstreamClient;
import claimbench.jdbc.JdbcUsers;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code /profile/{id}}: the database and the upstream, one after the other or both at once. When one part fails, the other
 * is interrupted, and gives its connection back.
 */
final class ProfileRoute {
    private final JdbcUsers users;
    private final UpstreamClient upstream;
    private final TaskThreads taskThreads;

    ProfileRoute(JdbcUsers users, UpstreamClient upstream, TaskThreads taskThreads) {
        this.users = users;
        this.upstream = upstream;
        this.taskThreads = taskThreads;
    }

    ProfileRequest.Answer answer(ProfileRequest request) throws Exception {
        List<Callable<Object>> parts = List.of(
                () -> users.find(request.id(), request.dbMs()), () -> upstream.generate(request.upstreamRequest()));
        long startNanos = System.nanoTime();
        List<Object> both = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(parts);
            case CONCURRENT -> taskThreads.concurrent(parts);
            case PARALLEL -> throw new IllegalArgumentException("a profile has no parallel mode");
        };
        return new ProfileRequest.Answer(
                (User) both.getFirst(), (UpstreamRequest.Answer) both.getLast(), System.nanoTime() - startNanos);
    }
}
