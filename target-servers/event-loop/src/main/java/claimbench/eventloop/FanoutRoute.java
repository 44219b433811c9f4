package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;

import claimbench.contract.FanoutRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.loop.Coroutine;
import java.util.List;

/** {@code /fanout}: serial and concurrent differ in one line. */
final class FanoutRoute {
    private final UpstreamClient upstream;

    FanoutRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    FanoutRequest.Answer answer(FanoutRequest request) throws Exception {
        // Nothing is called yet: a coroutine begins when it is awaited, or made a task.
        List<Coroutine<UpstreamRequest.Answer>> calls =
                request.upstreamRequests().stream().map(this::call).toList();
        long startNanos = System.nanoTime();
        List<UpstreamRequest.Answer> results = switch (request.mode()) {
            case SERIAL -> await(OneByOne.of(calls));
            case CONCURRENT -> await(gather(calls));
            case PARALLEL -> throw new IllegalArgumentException("fan-out has no parallel mode");
        };
        return new FanoutRequest.Answer(results, System.nanoTime() - startNanos);
    }

    private Coroutine<UpstreamRequest.Answer> call(UpstreamRequest request) {
        return async(() -> upstream.generate(request));
    }
}
