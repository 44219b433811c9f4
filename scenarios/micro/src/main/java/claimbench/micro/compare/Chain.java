package claimbench.micro.compare;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What {@link CompletableFuture} lacks for the work here. */
final class Chain {
    private Chain() {}

    /** Done when all are, with the sum of their results. */
    static CompletableFuture<Long> sum(List<CompletableFuture<Integer>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    long sum = 0;
                    for (CompletableFuture<Integer> future : futures) {
                        sum += future.join();
                    }
                    return sum;
                });
    }
}
