package claimbench.load;

import claimbench.contract.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One virtual user and the request that it has under way. Gatling's session carries it from step to step, always on one
 * event loop, so it needs no locks:
 *
 * <pre>
 * start() → the request is sent → answered() when a whole answer is there    → settle()
 *                               → received() for each event of a stream      ↗
 *                               ↘ no answer: refused, cut off, timed out     ↗
 * </pre>
 */
final class VirtualUser {
    private static final String NO_ANSWER = "no answer";
    private static final int OK = 200;

    private final LoadRun run;
    private final ArmOrder order;
    private final Asker asker;
    /** Place among the arrivals of an open load, counted from 0; not used in a closed one. */
    private final long arrival;
    /** When its first request is due, in an open load. */
    private final long dueNanos;

    private final TokenTimes tokenTimes = new TokenTimes();

    private int armIndex;
    private Ask ask;
    private StreamedBody.@Nullable Progress stream;
    private long intendedNanos;
    private long startNanos;
    private long answeredNanos;
    private boolean isAnswered;
    private int status;
    private @Nullable String fault;

    private VirtualUser(LoadRun run, long arrival, long dueNanos) {
        this.run = run;
        this.arrival = arrival;
        this.dueNanos = dueNanos;
        Settings settings = run.settings();
        this.asker = new Asker(settings.seed(), arrival);
        this.order = settings.turns().order(run.arms().size(), settings.seed(), arrival);
        this.ask = run.idle();
        this.intendedNanos = dueNanos;
    }

    /**
     * A user of a closed load: it means to ask at once, and again as soon as it has an answer.
     *
     * @param place among all users, counted from 0
     */
    static VirtualUser staying(LoadRun run, long place) {
        return new VirtualUser(run, place, System.nanoTime());
    }

    /**
     * A user of an open load, once the load has begun.
     *
     * @param arrival its place among all arrivals, counted from 0
     */
    static VirtualUser arriving(LoadRun run, long arrival) {
        return new VirtualUser(run, arrival, run.dueNanos(arrival));
    }

    /** When the first request of this user of an open load is due, as {@link System#nanoTime}. */
    long dueNanos() {
        return dueNanos;
    }

    /** A request is about to be sent: intended when the user's previous turn ended, or its thinking. */
    void startNext() {
        start(run.isStaged() ? run.stageAt(System.nanoTime()) : order.next());
    }

    /** The first request of this user of an open load is about to be sent. */
    void startArrival() {
        Settings settings = run.settings();
        if (settings.turns() instanceof Turns.Journey) {
            start(order.next());
        } else if (run.isStaged()) {
            start(run.stageAt(intendedNanos));
        } else {
            start(settings.turns().ofArrival(run.arms().size(), settings.seed(), arrival));
        }
    }

    private void start(int arm) {
        armIndex = arm;
        ask = arm().ask(asker);
        isAnswered = false;
        status = 0;
        fault = null;
        if (ask.check() instanceof StreamedBody tokens && arm().isStream()) {
            stream = tokens.begin();
            tokenTimes.clear();
            run.reading(this);
        }
        startNanos = System.nanoTime();
    }

    Arm arm() {
        return run.arms().get(armIndex);
    }

    int armIndex() {
        return armIndex;
    }

    String url() {
        return run.url(armIndex, ask);
    }

    String body() {
        return ask.body();
    }

    /** The user is ready for its next turn from now on. */
    void rested() {
        intendedNanos = System.nanoTime();
    }

    /** How long this user thinks before its next request: half the mean to one and a half of it. */
    Duration thought(int meanMs) {
        return Duration.ofMillis(Math.round(meanMs * (0.5 + asker.part())));
    }

    /** A whole answer is there. The time is taken first: what checking costs is not the server's. */
    void answered(int status, byte[] body) {
        answeredNanos = System.nanoTime();
        isAnswered = true;
        this.status = status;
        fault = ask.fault(status, body);
    }

    /** Whether a stream has begun. */
    void connected(boolean success) {
        run.recording().current().streams(armIndex).connected(success);
    }

    /**
     * An event of a stream is there.
     *
     * @param message the event as Gatling gives it: JSON of its name and its data
     * @return whether nothing more is wanted: the end has come, or what came is wrong
     */
    boolean received(String message) {
        long nowNanos = System.nanoTime();
        StreamedBody.Progress progress = stream;
        if (progress == null) {
            throw new AssertionError("an event without a stream");
        }
        int before = progress.tokens();
        try {
            JsonNode event = Json.MAPPER.readTree(message);
            progress.received(
                    event.path("event").stringValue(null),
                    event.has("data") ? event.path("data").toString() : null);
        } catch (JacksonException e) {
            // Gatling repeats what the server has sent, and does not escape all of it.
            progress.received(null, message);
        }
        if (progress.tokens() > before) {
            tokenTimes.add(nowNanos);
        }
        if (progress.isOpen()) {
            return false;
        }
        answeredNanos = nowNanos;
        isAnswered = true;
        status = OK;
        fault = progress.fault();
        return true;
    }

    /** A stream that had begun has been read, to its end or not. */
    void read(boolean success) {
        run.recording().current().streams(armIndex).read(success);
    }

    /** A stream that was not good has been closed. */
    void closed() {
        run.recording().current().streams(armIndex).closed();
    }

    /** What is wrong with the answer; null where nothing is. */
    @Nullable
    String fault() {
        return fault;
    }

    /**
     * The request has ended.
     *
     * @param failed whether Gatling says so
     * @param reason why there was no answer, where Gatling says so
     */
    void settle(boolean failed, @Nullable String reason) {
        long endNanos = isAnswered ? answeredNanos : System.nanoTime();
        if (failed || stream != null) {
            var request = new EndedRequest(armIndex, intendedNanos, startNanos, endNanos);
            if (failed) {
                run.recording().failed(arm(), fault == null ? noAnswer(reason) : fault);
                run.recorder().failed(request, failureKind(reason), status);
            } else {
                run.recorder().streamed(request, tokenTimes);
            }
            if (stream != null) {
                stream = null;
                run.read(this);
            }
        } else {
            run.recorder().answered(armIndex, intendedNanos, startNanos, endNanos);
        }
        // After a stream, the user has paused.
        intendedNanos = arm().isStream() ? System.nanoTime() : endNanos;
    }

    private String failureKind(@Nullable String reason) {
        if (!isAnswered) {
            return FailureKind.noAnswer(whyNoAnswer(reason));
        }
        return stream != null || status == ask.status() ? FailureKind.BODY : FailureKind.status(status);
    }

    private String noAnswer(@Nullable String reason) {
        String why = whyNoAnswer(reason);
        return why == null ? NO_ANSWER : NO_ANSWER + ": " + why;
    }

    private @Nullable String whyNoAnswer(@Nullable String reason) {
        if (reason != null && !reason.isEmpty()) {
            return reason;
        }
        return stream == null ? null : stream.fault();
    }
}
