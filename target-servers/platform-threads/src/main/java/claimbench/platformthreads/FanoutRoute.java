package claimbench.platformthreads;

import claimbench.contract.FanoutRequest;
import claimbench.contract.FanoutRequest.Failure;
import claimbench.contract.OnError;
import claimbench.contract.UpstreamRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.ThreadTasks;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code /fanout}: concurrent calls are made by threads that are kept for that. The first that fails ends the request, and the
 * others are interrupted; or failures are kept among the results.
 */
final class FanoutRoute {
    private final UpstreamClient upstream;
    private final TaskThreads taskThreads;

    FanoutRoute(UpstreamClient upstream, TaskThreads taskThreads) {
        this.upstream = upstream;
        this.taskThreads = taskThreads;
    }

    FanoutRequest.Answer answer(FanoutRequest request) throws Exception {
        List<Callable<Object>> calls = request.upstreamRequests().stream()
                .<Callable<Object>>map(call -> () -> result(call, request.onError()))
                .toList();
        long startNanos = System.nanoTime();
        List<Object> results = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(calls);
            case CONCURRENT -> taskThreads.concurrent(calls);
            case PARALLEL -> throw new IllegalArgumentException("fan-out has no parallel mode");
        };
        return answer(results, System.nanoTime() - startNanos);
    }

    /** An {@link UpstreamRequest.Answer}; or a {@link Failure}, where one is to be kept. */
    private Object result(UpstreamRequest call, OnError onError) throws IOException {
        try {
            return upstream.generate(call);
        } catch (IOException e) {
            if (onError == OnError.COLLECT && !(e instanceof InterruptedIOException)) {
                return new Failure(call.call(), String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static FanoutRequest.Answer answer(List<Object> all, long elapsedNanos) {
        List<UpstreamRequest.Answer> results = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Object one : all) {
            if (one instanceof Failure failure) {
                failures.add(failure);
            } else {
                results.add((UpstreamRequest.Answer) one);
            }
        }
        return new FanoutRequest.Answer(results, failures, elapsedNanos);
    }
}
