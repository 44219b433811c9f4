package claimbench.virtualthreads;

import claimbench.contract.FanoutRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code /fanout}: each concurrent call has a new virtual thread, and none of them outlives the try block.
 *
 * <p>This would be a {@code StructuredTaskScope}, but that is a preview in JDK 25, and a product can't ask for a flag
 * that the next JDK refuses. An executor in a try block gives the same structure.
 */
final class FanoutRoute {
    private final UpstreamClient upstream;

    FanoutRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    FanoutRequest.Answer answer(FanoutRequest request) throws Exception {
        List<Callable<UpstreamRequest.Answer>> calls = upstream.calls(request);
        long startNanos = System.nanoTime();
        List<UpstreamRequest.Answer> results = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(calls);
            case CONCURRENT -> {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    yield ThreadTasks.on(threads, calls);
                }
            }
            case PARALLEL -> throw new IllegalArgumentException("fan-out has no parallel mode");
        };
        return new FanoutRequest.Answer(results, System.nanoTime() - startNanos);
    }
}
