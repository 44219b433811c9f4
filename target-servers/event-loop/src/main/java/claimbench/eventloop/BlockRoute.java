package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.getRunningLoop;

import claimbench.contract.BlockRequest;
import java.util.concurrent.Executor;

/** {@code /block}: on the loop, which is the misuse that stalls everybody; or off-loaded, which is the remedy. */
final class BlockRoute {
    private final Executor pool;

    /**
     * The route.
     *
     * @param pool refuses what is too much for it
     */
    BlockRoute(Executor pool) {
        this.pool = pool;
    }

    BlockRequest.Answer answer(BlockRequest request) throws Exception {
        long startNanos = System.nanoTime();
        switch (request.where()) {
            case LOOP -> request.block();
            case POOL ->
                await(getRunningLoop().runInExecutor(pool, () -> {
                    request.block();
                    return true;
                }));
        }
        return new BlockRequest.Answer(request.ms(), System.nanoTime() - startNanos);
    }
}
