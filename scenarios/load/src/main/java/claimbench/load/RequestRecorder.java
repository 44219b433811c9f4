package claimbench.load;

import claimbench.load.GeneratorMeters.Outcome;
import claimbench.load.GeneratorMeters.Phase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests that have ended on record: in the histograms, which are read when all have ended, and in the live meters. Good answers
 * may wait a moment for that ({@link GoodAnswers}). Thread-safe.
 */
final class RequestRecorder {
    private static final int OK = 200;

    private final Recording recording;
    private final Timeline timeline;
    private final LoadModel model;
    private final @Nullable GeneratorMeters meters;
    private final Queue<GoodAnswers> threads = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<GoodAnswers> current = ThreadLocal.withInitial(this::newThread);

    RequestRecorder(Recording recording, Timeline timeline, LoadModel model, @Nullable GeneratorMeters meters) {
        this.recording = recording;
        this.timeline = timeline;
        this.model = model;
        this.meters = meters;
    }

    /** A request of the calling thread's had a good answer, all of it at once. */
    void answered(int arm, long intendedNanos, long startNanos, long endNanos) {
        current.get().add(arm, intendedNanos, startNanos, endNanos);
    }

    /** A request of the calling thread's was answered with a good stream. */
    void streamed(EndedRequest request, TokenTimes tokens) {
        Recording.OfThread thread = recording.current();
        good(thread, request);
        long dueNanos = request.dueNanos(model);
        if (timeline.isOpenAt(dueNanos)) {
            long lateNanos = request.responseNanos(model) - request.serviceNanos();
            tokens.record(thread, request.arm(), timeline.secondAt(dueNanos), request.startNanos(), lateNanos);
        }
    }

    /**
     * A request of the calling thread's had no good answer.
     *
     * @param kind one of {@link FailureKind}
     * @param status of the answer; 0 where there was none
     */
    void failed(EndedRequest request, String kind, int status) {
        Recording.OfThread thread = recording.current();
        thread.count(request.arm(), false);
        underWay(thread, request);
        long dueNanos = request.dueNanos(model);
        if (timeline.isOpenAt(dueNanos)) {
            thread.measureFailure(
                    request.arm(), timeline.secondAt(dueNanos), kind, request.responseNanos(model), request.lagNanos());
        }
        meter(request, Outcome.of(false, status));
    }

    /** Records all answers that wait. Only when all requests have ended. */
    void recordAll() {
        threads.forEach(GoodAnswers::recordAll);
    }

    private GoodAnswers newThread() {
        Recording.OfThread thread = recording.current();
        var answers = new GoodAnswers(request -> good(thread, request), System.nanoTime());
        threads.add(answers);
        return answers;
    }

    private void good(Recording.OfThread thread, EndedRequest request) {
        thread.count(request.arm(), true);
        underWay(thread, request);
        long dueNanos = request.dueNanos(model);
        if (timeline.isOpenAt(dueNanos)) {
            thread.measure(
                    request.arm(),
                    timeline.secondAt(dueNanos),
                    request.responseNanos(model),
                    request.serviceNanos(),
                    request.lagNanos());
        }
        meter(request, Outcome.of(true, OK));
    }

    private void underWay(Recording.OfThread thread, EndedRequest request) {
        thread.underWay(request.arm(), timeline.nanosInWindow(request.startNanos(), request.endNanos()));
    }

    private void meter(EndedRequest request, Outcome outcome) {
        if (meters != null) {
            long dueNanos = request.dueNanos(model);
            meters.settled(
                    request.arm(),
                    outcome,
                    Phase.of(timeline.secondAt(dueNanos), timeline.isOpenAt(dueNanos)),
                    request.responseNanos(model),
                    request.lagNanos());
        }
    }
}
