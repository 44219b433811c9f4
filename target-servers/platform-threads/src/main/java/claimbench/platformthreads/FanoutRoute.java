package claimbench.platformthreads;

import claimbench.contract.FanoutRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code /fanout}: serial and concurrent differ in one word. */
final class FanoutRoute {
    private final Tasks tasks;
    private final UpstreamClient upstream;

    FanoutRoute(Tasks tasks, UpstreamClient upstream) {
        this.tasks = tasks;
        this.upstream = upstream;
    }

    FanoutRequest.Answer answer(FanoutRequest request) throws Exception {
        List<Callable<UpstreamRequest.Answer>> calls =
                request.upstreamRequests().stream().map(this::call).toList();
        long startNanos = System.nanoTime();
        List<UpstreamRequest.Answer> results = switch (request.mode()) {
            case SERIAL -> tasks.serial(calls);
            case CONCURRENT -> tasks.concurrent(calls);
            case PARALLEL -> throw new IllegalArgumentException("fan-out has no parallel mode");
        };
        return new FanoutRequest.Answer(results, System.nanoTime() - startNanos);
    }

    private Callable<UpstreamRequest.Answer> call(UpstreamRequest request) {
        return () -> upstream.generate(request);
    }
}
