package claimbench.virtualthreads;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code /fanout}: each concurrent call has a new virtual thread, and none of them outlives the try block. The first that fails
 * ends the request, and the others are interrupted; or failures are kept among the results.
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
        List<Callable<Object>> calls = request.upstreamRequests().stream()
                .<Callable<Object>>map(call -> () -> result(call, request.onError()))
                .toList();
        long startNanos = System.nanoTime();
        List<Object> results = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(calls);
            case CONCURRENT -> {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    yield ThreadTasks.on(threads, calls);
                }
            }
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
