package claimbench.micro;

import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor: a chain of operators on one thread, which never waits; work on all cores goes to the parallel scheduler. */
final class Reactive implements Model {
    private final Scheduler loop = Schedulers.newSingle("micro-loop");
    private final Scheduler cores =
            Schedulers.newParallel("micro-cores", Runtime.getRuntime().availableProcessors());

    @Override
    public List<Integer> fanout(int calls, Duration each, Mode mode) {
        Flux<Integer> numbers = Flux.range(0, calls);
        Flux<Integer> results = mode == Mode.SERIAL
                ? numbers.concatMap(number -> call(number, each))
                : numbers.flatMapSequential(number -> call(number, each), calls);
        return get(results.collectList());
    }

    private Mono<Integer> call(int number, Duration wait) {
        return wait.isZero()
                ? Mono.just(number).publishOn(loop)
                : Mono.delay(wait, loop).thenReturn(number);
    }

    @Override
    public long cpu(int tasks, int units, Mode mode) {
        return switch (mode) {
            case SERIAL -> get(Mono.fromSupplier(() -> CpuWork.checksum(tasks, units)));
            case CONCURRENT -> get(sum(Flux.range(0, tasks).flatMap(task -> taskInTurns(task, units), tasks)));
            case PARALLEL ->
                get(sum(Flux.range(0, tasks)
                        .parallel()
                        .runOn(cores)
                        .map(task -> CpuWork.task(task, units))
                        .sequential()));
        };
    }

    /** A task whose units are scheduled one by one, so that other tasks' units come in between. */
    private Mono<Long> taskInTurns(int task, int units) {
        return Mono.defer(() -> {
            var state = new State(CpuWork.start(task));
            return Mono.fromSupplier(state::next)
                    .subscribeOn(loop)
                    .repeat(units - 1L)
                    .last();
        });
    }

    /** Of one task, whose units never overlap. */
    private static final class State {
        private long value;

        State(long value) {
            this.value = value;
        }

        long next() {
            value = CpuWork.unit(value);
            return value;
        }
    }

    private static Mono<Long> sum(Flux<Long> states) {
        return states.reduce(0L, CpuWork::combine);
    }

    /** Begins on the loop, as a request does, and waits for the end outside it. */
    private <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.subscribeOn(loop).block());
    }

    @Override
    public void close() {
        loop.dispose();
        cores.dispose();
    }
}
