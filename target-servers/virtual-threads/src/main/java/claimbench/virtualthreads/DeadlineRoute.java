package claimbench.virtualthreads;

import claimbench.contract.DeadlineRequest;
import claimbench.contract.ProblemException;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.ThreadTasks;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code /deadline}: the call is made by another thread, for whose result this one waits so long and no longer. Then that
 * thread is interrupted, which closes its connection to the upstream, and ends before the try block does.
 */
final class DeadlineRoute {
    private final UpstreamClient upstream;

    DeadlineRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    DeadlineRequest.Answer answer(DeadlineRequest request) throws Exception {
        Duration timeMax = Duration.ofMillis(request.timeoutMs());
        long startNanos = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            UpstreamRequest.Answer result = ThreadTasks.within(
                            timeMax, threads, () -> upstream.generate(request.upstreamRequest()))
                    .orElseThrow(() -> new ProblemException(request.exceeded()));
            return new DeadlineRequest.Answer(result, System.nanoTime() - startNanos);
        }
    }
}
