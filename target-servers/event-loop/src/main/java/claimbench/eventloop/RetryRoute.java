package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.retry;

import claimbench.contract.Backoff;
import claimbench.contract.FlakyRequest;
import claimbench.contract.ProblemException;
import claimbench.contract.RetryRequest;
import claimbench.http.UpstreamClient;
import claimbench.loop.Coroutine;
import claimbench.loop.RetryPolicy;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** {@code /retry}: the loop's own retry, with the waits that all targets have. */
final class RetryRoute {
    private static final double FACTOR = 2;

    private final UpstreamClient upstream;

    RetryRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    RetryRequest.Answer answer(RetryRequest request) throws Exception {
        var policy = new RetryPolicy(
                request.attempts(),
                Backoff.FIRST,
                FACTOR,
                Backoff.MAX,
                ThreadLocalRandom.current(),
                UpstreamClient::mayPass);
        var attempts = new Attempts(request);
        long startNanos = System.nanoTime();
        try {
            await(retry(policy, attempts::next));
        } catch (IOException e) {
            throw new ProblemException(request.failed(attempts.made, String.valueOf(e.getMessage())));
        }
        return new RetryRequest.Answer(attempts.made, System.nanoTime() - startNanos);
    }

    private final class Attempts {
        private final RetryRequest request;
        private int made;

        Attempts(RetryRequest request) {
            this.request = request;
        }

        Coroutine<FlakyRequest.Answer> next() {
            made++;
            return async(() -> upstream.flaky(request.upstreamRequest(made)));
        }
    }
}
