package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gatherOutcomes;

import claimbench.contract.FanoutRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.loop.Coroutine;
import claimbench.loop.Outcome;
import java.io.IOException;
import java.util.ArrayList;
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
        return switch (request.onError()) {
            case FAIL -> allOrNothing(request, calls);
            case COLLECT -> allThatComes(request, calls);
        };
    }

    private Coroutine<UpstreamRequest.Answer> call(UpstreamRequest request) {
        return async(() -> upstream.generate(request));
    }

    /** The first failure is the request's. */
    private static FanoutRequest.Answer allOrNothing(
            FanoutRequest request, List<Coroutine<UpstreamRequest.Answer>> calls) throws Exception {
        long startNanos = System.nanoTime();
        List<UpstreamRequest.Answer> results = switch (request.mode()) {
            case SERIAL -> await(OneByOne.of(calls));
            case CONCURRENT -> await(Together.of(calls));
            case PARALLEL -> throw noParallelMode();
        };
        return new FanoutRequest.Answer(results, System.nanoTime() - startNanos);
    }

    /** Every result and every failure. */
    private static FanoutRequest.Answer allThatComes(
            FanoutRequest request, List<Coroutine<UpstreamRequest.Answer>> calls) throws Exception {
        long startNanos = System.nanoTime();
        List<Outcome<UpstreamRequest.Answer>> outcomes = switch (request.mode()) {
            case SERIAL -> await(OneByOne.outcomesOf(calls));
            case CONCURRENT -> await(gatherOutcomes(calls));
            case PARALLEL -> throw noParallelMode();
        };
        long elapsedNanos = System.nanoTime() - startNanos;
        List<UpstreamRequest.Answer> results = new ArrayList<>();
        List<FanoutRequest.Failure> failures = new ArrayList<>();
        for (int call = 0; call < outcomes.size(); call++) {
            switch (outcomes.get(call)) {
                case Outcome.Success<UpstreamRequest.Answer>(UpstreamRequest.Answer result) -> results.add(result);
                case Outcome.Failure<UpstreamRequest.Answer>(Throwable cause) ->
                    failures.add(new FanoutRequest.Failure(call, detail(cause)));
            }
        }
        return new FanoutRequest.Answer(results, failures, elapsedNanos);
    }

    /** Only what the upstream did is an outcome; anything else is a fault of ours. */
    private static String detail(Throwable cause) throws Exception {
        if (cause instanceof IOException) {
            return String.valueOf(cause.getMessage());
        }
        throw cause instanceof Exception exception ? exception : new IllegalStateException(cause);
    }

    private static IllegalArgumentException noParallelMode() {
        return new IllegalArgumentException("fan-out has no parallel mode");
    }
}
