package claimbench.platformthreads;

import claimbench.contract.DeadlineRequest;
import claimbench.contract.ProblemException;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import java.time.Duration;

/**
 * {@code /deadline}: the call is made by another thread, for whose result this one waits so long and no longer. Then that
 * thread is interrupted, which closes its connection to the upstream; it is soon there for another task.
 */
final class DeadlineRoute {
    private final UpstreamClient upstream;
    private final TaskThreads taskThreads;

    DeadlineRoute(UpstreamClient upstream, TaskThreads taskThreads) {
        this.upstream = upstream;
        this.taskThreads = taskThreads;
    }

    DeadlineRequest.Answer answer(DeadlineRequest request) throws Exception {
        Duration timeMax = Duration.ofMillis(request.timeoutMs());
        long startNanos = System.nanoTime();
        UpstreamRequest.Answer result = taskThreads
                .within(timeMax, () -> upstream.generate(request.upstreamRequest()))
                .orElseThrow(() -> new ProblemException(request.exceeded()));
        return new DeadlineRequest.Answer(result, System.nanoTime() - startNanos);
    }
}
