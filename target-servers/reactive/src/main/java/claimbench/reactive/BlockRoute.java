package claimbench.reactive;

import claimbench.contract.BlockRequest;
import claimbench.contract.BlockRequest.Where;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** {@code /block}: a blocking call, on the connection's event loop (the misuse) or off-loaded, which is one operator more. */
final class BlockRoute {
    private final Scheduler pool;

    BlockRoute(Scheduler pool) {
        this.pool = pool;
    }

    /** Blocks the thread that subscribes, or one of the threads that are kept for what blocks. */
    Mono<BlockRequest.Answer> handle(BlockRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            Mono<BlockRequest.Answer> blocking = Mono.fromCallable(() -> {
                request.block();
                return new BlockRequest.Answer(request.ms(), System.nanoTime() - startNanos);
            });
            return (request.where() == Where.LOOP ? blocking : blocking.subscribeOn(pool))
                    .onErrorMap(
                            RejectedExecutionException.class,
                            tooMany -> new ProblemException(Problem.offLoadQueueFull(ServerLimits.OFF_LOAD_QUEUE_MAX)))
                    // The client has left: its thread is interrupted, and there is nobody to tell.
                    .onErrorComplete(InterruptedException.class);
        });
    }
}
