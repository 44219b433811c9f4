package claimbench.harness.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One condition measured once in fresh JVMs: the content of {@code trial.json}. Latencies themselves are in the
 * HdrHistogram logs beside it, by second and request name.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param id unique within the run: order, condition and round
 * @param condition what was measured
 * @param round which repetition of the condition this is, from 1
 * @param startedAt ISO 8601, UTC
 * @param outcome how it ended
 * @param message why, where it failed
 * @param window what was measured when; null where it did not come to that
 * @param requests what the generator counted in the window, by request name
 * @param generator what the generator was like in the window
 * @param target what the target's process was like in the window
 * @param upstreamLatenessNanosP95 how late the upstream answered, beyond what was asked of it, 95th
 *     percentile; null when not used
 * @param backgroundTasks what became of the tasks that the target accepted for its background, over the whole trial; null for every scenario but
 *     {@link BackgroundTasks#SCENARIO}, and where the target did not say, or was still busy with them
 * @param observer what the harness itself cost; null where the trial did not come to that
 * @param findings one for each trust check that was made
 */
public record Trial(
        int schema,
        String id,
        Condition condition,
        int round,
        String startedAt,
        Outcome outcome,
        @Nullable String message,
        @Nullable Window window,
        Map<String, RequestCount> requests,
        @Nullable GeneratorReading generator,
        @Nullable ProcessReading target,
        @Nullable Long upstreamLatenessNanosP95,
        @Nullable BackgroundTasks backgroundTasks,
        @Nullable ObserverReading observer,
        List<Finding> findings) {
    public static final int SCHEMA = 1;

    public enum Outcome {
        /** Measured; the findings say whether it can be trusted. */
        COMPLETED,
        /** Not measured; the message says why. */
        FAILED
    }

    /** Start and end of the measured window, in milliseconds since the epoch. */
    public record Window(long startEpochMillis, long endEpochMillis) {
        public double seconds() {
            return (endEpochMillis - startEpochMillis) / 1_000.0;
        }
    }

    /**
     * How many requests were started in the window, and how many of them failed.
     *
     * @param answered with the right status and body
     * @param failed refused, cut off, timed out, or answered wrongly
     */
    public record RequestCount(long answered, long failed) {}

    /**
     * The generator in the window.
     *
     * @param lagNanosP95 start behind intended start, 95th percentile
     * @param lagNanosMax the largest
     * @param coresBusy CPU time over wall time; null where it was not read
     * @param coresAllowed how many cores it may use
     * @param usersMax most virtual users under way at once
     * @param underWay how many requests were under way on average, by request name: the time of each that lies in the window,
     *     whenever it began or ended, over the window's length; null where the generator did not say
     */
    public record GeneratorReading(
            long lagNanosP95,
            long lagNanosMax,
            @Nullable Double coresBusy,
            int coresAllowed,
            int usersMax,
            @Nullable Map<String, Double> underWay) {}

    /**
     * A process in the window, read from the kernel. What could not be read is null.
     *
     * @param coresBusy CPU time over wall time
     * @param rssBytesMax largest resident set
     * @param threadsMax most threads at once
     * @param activeRequestsMax most requests in flight at once, as the target's own gauge says; null where it was not
     *     asked, or did not answer
     */
    public record ProcessReading(
            @Nullable Double coresBusy,
            @Nullable Long rssBytesMax,
            @Nullable Integer threadsMax,
            @Nullable Integer activeRequestsMax) {}

    /**
     * Tasks of requests whose answers did not wait for them, when nothing was left to do.
     *
     * @param accepted requests that were answered as if theirs would be carried out
     * @param succeeded carried out, by the target's own counter; more than were accepted where an answer was lost on its way
     * @param failed begun, and not carried out
     */
    public record BackgroundTasks(long accepted, long succeeded, long failed) {
        /** The scenario whose tasks are counted, and its request that leaves them. */
        public static final String SCENARIO = "background";

        /** Accepted, and not carried out: at least so many, since a task whose answer was lost on its way may stand in for another. */
        public long lost() {
            return Math.max(0, accepted - succeeded);
        }
    }

    /**
     * The harness beside the trial.
     *
     * @param coresBusy its own CPU time over wall time in the window, for all that it does: sampling, asking, showing
     * @param samplesStartMillis first samples behind the window's start, of the process where that is farthest off; negative
     *     where they came before
     * @param samplesEndMillis last samples behind the window's end, the same way
     */
    public record ObserverReading(@Nullable Double coresBusy, long samplesStartMillis, long samplesEndMillis) {}

    /**
     * What a trust check found.
     *
     * @param detail what it saw, beside the limit
     */
    public record Finding(TrustCheck check, State state, String detail) {
        /** How a check ended. */
        public enum State {
            PASSED,
            FAILED,
            /** The machine, or the target, does not show what is asked. */
            UNKNOWN
        }

        public Finding(TrustCheck check, boolean passed, String detail) {
            this(check, passed ? State.PASSED : State.FAILED, detail);
        }

        public static Finding unknown(TrustCheck check, String detail) {
            return new Finding(check, State.UNKNOWN, detail);
        }

        /** As it is stored; earlier versions knew two states only. */
        @JsonCreator
        static Finding read(
                @JsonProperty("check") TrustCheck check,
                @JsonProperty("state") @Nullable State state,
                @JsonProperty("passed") @Nullable Boolean passed,
                @JsonProperty("detail") String detail) {
            return new Finding(
                    check, state == null ? (Boolean.TRUE.equals(passed) ? State.PASSED : State.FAILED) : state, detail);
        }

        public boolean failed() {
            return state == State.FAILED;
        }

        /** The same, without what its free text tells of the machine. */
        Finding hiding(PrivateData privateData) {
            return new Finding(check, state, privateData.apply(detail));
        }
    }

    /** A trial that was measured. */
    public static Trial measured(
            PlannedTrial planned,
            Instant startedAt,
            Window window,
            Map<String, RequestCount> requests,
            GeneratorReading generator,
            @Nullable ProcessReading target,
            @Nullable Long upstreamLatenessNanosP95,
            @Nullable BackgroundTasks backgroundTasks,
            ObserverReading observer,
            List<Finding> findings) {
        return new Trial(
                SCHEMA,
                planned.id(),
                planned.condition(),
                planned.round(),
                startedAt.toString(),
                Outcome.COMPLETED,
                null,
                window,
                requests,
                generator,
                target,
                upstreamLatenessNanosP95,
                backgroundTasks,
                observer,
                findings);
    }

    /** A trial that was not measured. */
    public static Trial failed(PlannedTrial planned, Instant startedAt, String message) {
        return new Trial(
                SCHEMA,
                planned.id(),
                planned.condition(),
                planned.round(),
                startedAt.toString(),
                Outcome.FAILED,
                message,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    public boolean completed() {
        return outcome == Outcome.COMPLETED;
    }

    /** The same, without what its free text tells of the machine. */
    Trial hiding(PrivateData privateData) {
        return new Trial(
                schema,
                id,
                condition,
                round,
                startedAt,
                outcome,
                message == null ? null : privateData.apply(message),
                window,
                requests,
                generator,
                target,
                upstreamLatenessNanosP95,
                backgroundTasks,
                observer,
                findings.stream().map(finding -> finding.hiding(privateData)).toList());
    }
}
