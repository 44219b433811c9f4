package claimbench.reactive;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import java.util.concurrent.Executor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** {@code /cpu}: the same work on the connection's event loop at one go, there in turns, or on all cores. */
final class CpuRoute {

    /**
     * Does the work.
     *
     * @param loop the event loop of the request's connection, on which this is called
     */
    Mono<CpuRequest.Answer> handle(CpuRequest request, Executor loop) {
        return Mono.defer(() -> {
                    long startNanos = System.nanoTime();
                    return taskStates(request, loop)
                            .reduce(0L, CpuWork::combine)
                            .map(checksum ->
                                    new CpuRequest.Answer(CpuWork.text(checksum), System.nanoTime() - startNanos));
                })
                // The others' turn first: who has asked meanwhile is read, and refused where there are too many of
                // them.
                .subscribeOn(Schedulers.fromExecutor(loop));
    }

    private static Flux<Long> taskStates(CpuRequest request, Executor loop) {
        Flux<Integer> tasks = Flux.range(0, request.tasks());
        return switch (request.mode()) {
            // Holds up the loop and all its connections until the work is done.
            case SERIAL -> tasks.map(task -> CpuWork.task(task, request.units()));
            case CONCURRENT -> {
                Scheduler turns = Schedulers.fromExecutor(loop);
                yield tasks.flatMap(task -> inTurns(task, request.units(), turns), request.tasks());
            }
            case PARALLEL ->
                tasks.flatMap(
                        task -> Mono.fromSupplier(() -> CpuWork.task(task, request.units()))
                                .subscribeOn(Schedulers.parallel()),
                        request.tasks());
        };
    }

    /** One task that gives way after each unit: the loop runs what else is ready before the next one. */
    private static Mono<Long> inTurns(int task, int units, Scheduler turns) {
        return Flux.range(0, units)
                .concatMap(unit -> Mono.just(unit).publishOn(turns))
                .reduce(CpuWork.start(task), (state, unit) -> CpuWork.unit(state));
    }
}
