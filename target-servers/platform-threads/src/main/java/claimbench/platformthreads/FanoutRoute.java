package claimbench.platformthreads;

import claimbench.contract.FanoutRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code /fanout}: concurrent calls are made by threads that are kept for that. */
final class FanoutRoute {
    private final UpstreamClient upstream;
    private final TaskThreads taskThreads;

    FanoutRoute(UpstreamClient upstream, TaskThreads taskThreads) {
        this.upstream = upstream;
        this.taskThreads = taskThreads;
    }

    FanoutRequest.Answer answer(FanoutRequest request) throws Exception {
        List<Callable<UpstreamRequest.Answer>> calls = upstream.calls(request);
        long startNanos = System.nanoTime();
        List<UpstreamRequest.Answer> results = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(calls);
            case CONCURRENT -> taskThreads.concurrent(calls);
            case PARALLEL -> throw new IllegalArgumentException("fan-out has no parallel mode");
        };
        return new FanoutRequest.Answer(results, System.nanoTime() - startNanos);
    }
}
