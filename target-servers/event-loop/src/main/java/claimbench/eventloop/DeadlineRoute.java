package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.timeout;

import claimbench.contract.DeadlineRequest;
import claimbench.contract.ProblemException;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.loop.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** {@code /deadline}: at the deadline the call is cancelled, which closes its connection. */
final class DeadlineRoute {
    private final UpstreamClient upstream;

    DeadlineRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    DeadlineRequest.Answer answer(DeadlineRequest request) throws Exception {
        long startNanos = System.nanoTime();
        try {
            UpstreamRequest.Answer result = await(timeout(Duration.ofMillis(request.timeoutMs()), (Timeout scope) -> {
                return upstream.generate(request.upstreamRequest());
            }));
            return new DeadlineRequest.Answer(result, System.nanoTime() - startNanos);
        } catch (TimeoutException e) {
            throw new ProblemException(request.exceeded());
        }
    }
}
