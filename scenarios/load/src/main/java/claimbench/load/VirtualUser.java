package claimbench.load;

import org.jspecify.annotations.Nullable;

/**
 * One virtual user and the request that it has under way. Gatling's session carries it from step to step, always on one
 * event loop, so it needs no locks:
 *
 * <pre>
 * start() → the request is sent → answered() when a whole answer is there → settle()
 *                               ↘ no answer: refused, cut off, timed out  ↗
 * </pre>
 */
final class VirtualUser {
    private static final String NO_ANSWER = "no answer";

    private final LoadRun run;
    private final ArmOrder order;
    /** Place among the arrivals of an open load, counted from 0; not used in a closed one. */
    private final long arrival;

    private int armIndex;
    private long intendedNanos;
    private long startNanos;
    private long answeredNanos;
    private boolean isAnswered;
    private int status;
    private @Nullable String fault;
    private boolean hasFailed;

    VirtualUser(LoadRun run, long arrival) {
        this.run = run;
        this.arrival = arrival;
        this.order = new ArmOrder(run.arms().size(), run.settings().seed(), arrival);
        // A user of a closed load means to ask at once, and again as soon as it has an answer.
        this.intendedNanos = System.nanoTime();
    }

    /** A request of a closed load is about to be sent: intended when the user's previous turn ended. */
    void startNext() {
        armIndex = order.next();
        start();
    }

    /**
     * The one request of this user of an open load is about to be sent.
     *
     * @param intendedNanos when it is due
     */
    void startArrival(long intendedNanos) {
        armIndex = ArmOrder.ofArrival(run.arms().size(), run.settings().seed(), arrival);
        this.intendedNanos = intendedNanos;
        start();
    }

    private void start() {
        isAnswered = false;
        status = 0;
        fault = null;
        startNanos = System.nanoTime();
    }

    Arm arm() {
        return run.arms().get(armIndex);
    }

    String url() {
        return run.url(armIndex);
    }

    /** The user of a closed load is ready for its next turn from now on. */
    void rested() {
        intendedNanos = System.nanoTime();
    }

    /** A whole answer is there. The time is taken first: what checking costs is not the server's. */
    void answered(int status, byte[] body) {
        answeredNanos = System.nanoTime();
        isAnswered = true;
        this.status = status;
        String wrongBody = arm().check().fault(body);
        fault = status == 200 ? wrongBody : "status " + status;
    }

    /** What is wrong with the answer; null where nothing is. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Whether the last request failed. */
    boolean hasFailed() {
        return hasFailed;
    }

    /**
     * The request has ended.
     *
     * @param failed whether Gatling says so
     * @param reason why there was no answer, where Gatling says so
     */
    void settle(boolean failed, @Nullable String reason) {
        hasFailed = failed;
        long endNanos = isAnswered ? answeredNanos : System.nanoTime();
        // A request that starts a moment early, since Gatling's timer counts whole milliseconds, is not late.
        long lagNanos = Math.max(0, startNanos - intendedNanos);
        long serviceNanos = endNanos - startNanos;
        long dueNanos;
        long responseNanos;
        switch (run.settings().model()) {
            case CLOSED -> {
                dueNanos = startNanos;
                responseNanos = serviceNanos;
            }
            case OPEN -> {
                dueNanos = intendedNanos;
                responseNanos = Math.max(serviceNanos, endNanos - intendedNanos);
            }
            default -> throw new AssertionError(run.settings().model());
        }
        Recording.OfThread recording = run.recording().current();
        recording.count(armIndex, !failed);
        if (failed) {
            run.recording().failed(arm(), fault == null ? noAnswer(reason) : fault);
        }
        if (run.timeline().isMeasuredAt(dueNanos)) {
            recording.measure(armIndex, !failed, responseNanos, serviceNanos, lagNanos);
        }
        GeneratorMeters meters = run.meters();
        if (meters != null) {
            meters.settled(armIndex, GeneratorMeters.Outcome.of(!failed, status), responseNanos, lagNanos);
        }
        intendedNanos = endNanos;
    }

    private static String noAnswer(@Nullable String reason) {
        return reason == null || reason.isEmpty() ? NO_ANSWER : NO_ANSWER + ": " + reason;
    }
}
