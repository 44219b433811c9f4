package claimbench.load;

import claimbench.load.GeneratorMeters.Outcome;
import claimbench.load.GeneratorMeters.Phase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests that have ended on record: in the histograms, which are read when all have ended, and in the live meters. Good answers
 * may wait a moment for that ({@link GoodAnswers}), but not for requests of their thread that end after them. Thread-safe.
 */
final class RequestRecorder {
    private final Recording recording;
    private final Timeline timeline;
    private final LoadModel model;
    private final @Nullable GeneratorMeters meters;
    private final Queue<GoodAnswers> answersOfThreads = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<GoodAnswers> answers = ThreadLocal.withInitial(this::newThread);

    RequestRecorder(Recording recording, Timeline timeline, LoadModel model, @Nullable GeneratorMeters meters) {
        this.recording = recording;
        this.timeline = timeline;
        this.model = model;
        this.meters = meters;
    }

    /** A request of the calling thread's had a good answer, all of it at once. What it was, {@link EndedRequest} says. */
    void answered(int arm, long intendedNanos, long startNanos, long endNanos) {
        answers.get().add(arm, intendedNanos, startNanos, endNanos);
    }

    /** A request of the calling thread's was answered with a good stream. */
    void streamed(EndedRequest request, TokenTimes tokens) {
        recordBehindAnswers(thread -> {
            good(thread, request);
            long dueNanos = request.dueNanos(model);
            if (timeline.isOpenAt(dueNanos)) {
                long lateNanos = request.responseNanos(model) - request.serviceNanos();
                tokens.record(thread, request.arm(), timeline.secondAt(dueNanos), request.startNanos(), lateNanos);
            }
        });
    }

    /**
     * A request of the calling thread's had no good answer.
     *
     * @param kind one of {@link FailureKind}
     * @param status of the answer; 0 where there was none
     */
    void failed(EndedRequest request, String kind, int status) {
        recordBehindAnswers(thread -> {
            thread.count(request.arm(), false);
            underWay(thread, request);
            long dueNanos = request.dueNanos(model);
            int second = timeline.secondAt(dueNanos);
            boolean wasOpen = timeline.isOpenAt(dueNanos);
            if (wasOpen) {
                thread.measureFailure(request.arm(), second, kind, request.responseNanos(model), request.lagNanos());
            }
            meter(request, Outcome.of(false, status), Phase.of(second, wasOpen));
        });
    }

    /** At once, but for the answers of the calling thread that wait: they ended before. */
    private void recordBehindAnswers(Consumer<Recording.OfThread> record) {
        GoodAnswers before = answers.get();
        synchronized (before) {
            before.recordAll();
            record.accept(recording.current());
        }
    }

    /** Records all answers that wait: when all requests have ended, or the run is cut off. */
    void recordAll() {
        answersOfThreads.forEach(GoodAnswers::recordAll);
    }

    private GoodAnswers newThread() {
        Recording.OfThread thread = recording.current();
        var none = new GoodAnswers(request -> good(thread, request), System.nanoTime());
        answersOfThreads.add(none);
        return none;
    }

    private void good(Recording.OfThread thread, EndedRequest request) {
        thread.count(request.arm(), true);
        underWay(thread, request);
        long dueNanos = request.dueNanos(model);
        int second = timeline.secondAt(dueNanos);
        boolean wasOpen = timeline.isOpenAt(dueNanos);
        if (wasOpen) {
            thread.measure(
                    request.arm(), second, request.responseNanos(model), request.serviceNanos(), request.lagNanos());
        }
        meter(request, Outcome.SUCCESS, Phase.of(second, wasOpen));
    }

    private void underWay(Recording.OfThread thread, EndedRequest request) {
        thread.underWay(request.arm(), timeline.nanosInWindow(request.startNanos(), request.endNanos()));
    }

    private void meter(EndedRequest request, Outcome outcome, Phase phase) {
        if (meters != null) {
            meters.settled(request.arm(), outcome, phase, request.responseNanos(model), request.lagNanos());
        }
    }
}
