package claimbench.micro.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor's delays, in the heap of the scheduler's thread. */
public class ReactorTimers extends PendingTimers {
    private final Scheduler scheduler = Schedulers.newSingle("compare-timers");
    private final List<Disposable> waiting = new ArrayList<>();

    @Setup
    public void start() {
        addFar(waiting, pending);
    }

    private void addFar(List<Disposable> timers, int count) {
        for (int timer = 0; timer < count; timer++) {
            timers.add(Mono.delay(far(timer), scheduler).subscribe());
        }
    }

    @Override
    protected long fire(int timers) {
        return Objects.requireNonNull(Mono.defer(() -> {
                    List<Mono<Long>> added = new ArrayList<>(timers);
                    for (int timer = 0; timer < timers; timer++) {
                        added.add(Mono.delay(SOON, scheduler));
                    }
                    return Mono.zip(added, fired -> (long) fired.length);
                })
                .subscribeOn(scheduler)
                .block());
    }

    @Override
    protected long cancel(int timers) {
        return Objects.requireNonNull(Mono.fromSupplier(() -> {
                    List<Disposable> added = new ArrayList<>(timers);
                    addFar(added, timers);
                    long cancelled = 0;
                    for (Disposable timer : added) {
                        timer.dispose();
                        cancelled += timer.isDisposed() ? 1 : 0;
                    }
                    return cancelled;
                })
                .subscribeOn(scheduler)
                .block());
    }

    @TearDown
    public void end() {
        waiting.forEach(Disposable::dispose);
        scheduler.dispose();
    }
}
