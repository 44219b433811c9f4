package claimbench.reactive;

import claimbench.contract.CpuWork;
import claimbench.contract.MixedRequest;
import claimbench.contract.Mode;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * {@code /mixed}: waits and work in slices, on the connection's event loop. Serial and concurrent differ in one operator;
 * concurrent tasks give way after each unit of work, too.
 */
final class MixedRoute {
    private final double unitsPerMs;

    /**
     * The route.
     *
     * @param unitsPerMs stands for a request's {@code units-per-ms} of 0
     */
    MixedRoute(double unitsPerMs) {
        this.unitsPerMs = unitsPerMs;
    }

    /**
     * Does the work.
     *
     * @param loop the event loop of the request's connection, on which this is called
     */
    Mono<MixedRequest.Answer> handle(MixedRequest request, Scheduler loop) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            return taskStates(request, loop)
                    .reduce(0L, CpuWork::combine)
                    .map(checksum -> new MixedRequest.Answer(
                            CpuWork.text(checksum), request.taskUnits(unitsPerMs), System.nanoTime() - startNanos));
        });
    }

    private Flux<Long> taskStates(MixedRequest request, Scheduler loop) {
        Flux<Integer> tasks = Flux.range(0, request.tasks());
        return switch (request.mode()) {
            case SERIAL -> tasks.concatMap(task -> task(task, request, loop));
            case CONCURRENT, PARALLEL -> tasks.flatMap(task -> task(task, request, loop), request.tasks());
        };
    }

    private Mono<Long> task(int task, MixedRequest request, Scheduler loop) {
        return Flux.range(0, MixedRequest.SLICES)
                .concatMap(slice -> slice(slice, request, loop))
                .reduce(CpuWork.start(task), (state, unit) -> CpuWork.unit(state));
    }

    /** A wait, and then as many elements as there are units of work to do. */
    private Flux<Integer> slice(int slice, MixedRequest request, Scheduler loop) {
        Flux<Integer> units = Flux.range(0, request.sliceUnits(slice, unitsPerMs));
        return Mono.delay(request.slicePause(), loop)
                .thenMany(
                        request.mode() == Mode.SERIAL
                                ? units
                                : units.concatMap(unit -> Mono.just(unit).publishOn(loop)));
    }
}
