package claimbench.platformthreads;

import claimbench.contract.BlockRequest;

/** {@code /block}: a thread of a pool is there to be blocked, so that it is the same wherever it blocks. */
final class BlockRoute {
    private BlockRoute() {}

    static BlockRequest.Answer answer(BlockRequest request) throws InterruptedException {
        long startNanos = System.nanoTime();
        request.block();
        return new BlockRequest.Answer(request.ms(), System.nanoTime() - startNanos);
    }
}
