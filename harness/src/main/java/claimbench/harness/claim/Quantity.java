package claimbench.harness.claim;

import claimbench.contract.WireName;
import claimbench.harness.result.Trial;
import claimbench.harness.stats.Change.Better;
import claimbench.harness.stats.Estimate;
import claimbench.harness.stats.Span;
import claimbench.harness.stats.TypicalTrial;
import com.fasterxml.jackson.annotation.JsonValue;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What can be measured of a trial: one number each. Response times enter as medians, which a few slow requests do not
 * move; both sides of a ratio are of the same trial, where their requests were interleaved.
 */
public enum Quantity implements WireName {
    /** How many times as fast the treatment is: median of the baseline over median of the treatment. */
    SPEEDUP("speedup", "speed-up") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            return medianNanos(run, trial, measure.baselineName()) / medianNanos(run, trial, measure.treatmentName());
        }
    },
    /** How many times as long the treatment takes: median of the treatment over median of the baseline. */
    COST_RATIO("cost-ratio", "cost ratio") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            return medianNanos(run, trial, measure.treatmentName()) / medianNanos(run, trial, measure.baselineName());
        }
    },
    /** Failed requests in the window, whatever their name. Each trial must meet the expectation. */
    FAILURES("failures", "failed requests") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            if (trial.requests().isEmpty()) {
                throw new UnmeasurableException("the generator counted no requests");
            }
            return trial.requests().values().stream()
                    .mapToLong(Trial.RequestCount::failed)
                    .sum();
        }
    },
    /** Most requests in flight at once, as the target's own gauge says. Each trial must meet the expectation. */
    IN_FLIGHT_MAX("in-flight-max", "most requests in flight at once") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            return present(target(trial).activeRequestsMax(), "reading of the target's requests in flight");
        }
    },
    /** Requests in flight on average by Little's law: answers a second times mean response time in seconds. */
    IN_FLIGHT_MEAN("in-flight-mean", "requests in flight by Little's law") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            Trial.Window window = present(trial.window(), "window");
            Trial.RequestCount count = trial.requests().get(measure.requestName());
            if (count == null) {
                throw new UnmeasurableException("the generator counted no request '" + measure.requestName() + "'");
            }
            double answersPerSecond = count.answered() / window.seconds();
            return answersPerSecond
                    * answered(run, trial, measure.requestName()).getMean()
                    / 1e9;
        }
    },
    /** 99th percentile of the response time over the wait that was asked for (parameter {@code ms} of the scenario). */
    P99_OVER_WAIT("p99-over-wait", "p99 over the wait asked for") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            String ms = present(trial.condition().parameters().get("ms"), "parameter ms");
            return answered(run, trial, measure.requestName()).getValueAtPercentile(99)
                    / (Double.parseDouble(ms) * 1e6);
        }
    },
    /** CPU time of the target's process over wall time in the window. */
    CORES_BUSY("cores-busy", "cores busy") {
        @Override
        double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException {
            return present(target(trial).coresBusy(), "reading of the target's CPU time");
        }
    };

    private final String wireName;
    private final String label;

    Quantity(String wireName, String label) {
        this.wireName = wireName;
        this.label = label;
    }

    /**
     * The quantity in one trial.
     *
     * @throws UnmeasurableException where the trial lacks what it is made from
     */
    abstract double of(Observations run, Trial trial, Measure measure) throws UnmeasurableException;

    /** In words, as part of a sentence. */
    public String label() {
        return label;
    }

    @Override
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Whether it counts things, each trial by itself, rather than estimates a magnitude over trials. */
    public boolean counts() {
        return this == FAILURES || this == IN_FLIGHT_MAX;
    }

    /** Which way is good: more at once, in less time, with less work. */
    Better better() {
        return switch (this) {
            case SPEEDUP, IN_FLIGHT_MAX, IN_FLIGHT_MEAN -> Better.LARGER;
            case COST_RATIO, FAILURES, P99_OVER_WAIT, CORES_BUSY -> Better.SMALLER;
        };
    }

    /** Whether it compares two requests. */
    boolean compares() {
        return this == SPEEDUP || this == COST_RATIO;
    }

    /** Whether it is of one request. */
    boolean ofOneRequest() {
        return this == IN_FLIGHT_MEAN || this == P99_OVER_WAIT;
    }

    /** What the trials together say: of a count the same at every level, of a magnitude an interval. */
    Estimate estimate(double level, double[] values) {
        return counts() ? Span.of(values) : TypicalTrial.estimate(level, values);
    }

    /** Median response time of a request in one trial, in nanoseconds. */
    static double medianNanos(Observations run, Trial trial, String request) throws UnmeasurableException {
        return answered(run, trial, request).getValueAtPercentile(50);
    }

    private static Histogram answered(Observations run, Trial trial, String request) throws UnmeasurableException {
        Histogram responses = run.responses(trial, request);
        if (responses.getTotalCount() == 0) {
            throw new UnmeasurableException("no request '" + request + "' was answered in the window");
        }
        return responses;
    }

    private static Trial.ProcessReading target(Trial trial) throws UnmeasurableException {
        return present(trial.target(), "reading of the target's process");
    }

    private static <T> T present(@Nullable T value, String what) throws UnmeasurableException {
        if (value == null) {
            throw new UnmeasurableException("the trial has no " + what);
        }
        return value;
    }
}
