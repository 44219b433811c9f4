package claimbench.harness.claim;

import claimbench.contract.WireName;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Workload;
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
    SPEEDUP("speedup", "speed-up", "加速比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return medianNanos(run, trial, asked.baselineName()) / medianNanos(run, trial, asked.treatmentName());
        }
    },
    /** How many times as long the treatment takes: median of the treatment over median of the baseline. */
    COST_RATIO("cost-ratio", "cost ratio", "耗时比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return medianNanos(run, trial, asked.treatmentName()) / medianNanos(run, trial, asked.baselineName());
        }
    },
    /**
     * How many times as fast the treatment is on average: mean of the baseline over mean of the treatment. For random latencies, since theory
     * speaks of their means.
     */
    MEAN_SPEEDUP("mean-speedup", "speed-up of means", "平均耗时的加速比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return answered(run, trial, asked.baselineName()).getMean()
                    / answered(run, trial, asked.treatmentName()).getMean();
        }
    },
    /** How many times as soon the first token of the treatment is there as the whole of the baseline, by their medians. */
    FIRST_TOKEN_SPEEDUP("first-token-speedup", "whole answer over first token", "整体耗时与首个词元耗时之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            Histogram firstTokens = recorded(
                    run.firstTokens(trial, asked.treatmentName()),
                    new Text("first token", "首个词元"),
                    asked.treatmentName());
            return medianNanos(run, trial, asked.baselineName()) / firstTokens.getValueAtPercentile(50);
        }
    },
    /**
     * How many times as many answers a second as the other condition has. Where requests ask for a wait (parameter {@code ms}), each
     * side's answers a second are first multiplied by the wait that it asked for, in seconds: by Little's law that is how many waits are
     * under way at once, which is what a baseline limits. So crowds that wait for different lengths can be compared, as 200 ms here and
     * 3,000 ms there; it is then no ratio of answers a second. Where both wait alike, the waits cancel out.
     */
    THROUGHPUT_RATIO("throughput-ratio", "throughput ratio", "吞吐量之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            Trial other = baseline(run, trial, asked);
            return waitsAtOnce(trial, asked.requestName()) / waitsAtOnce(other, baselineRequest(asked));
        }
    },
    /** How many times as fast the answers are as in the other condition, by their medians. */
    RESPONSE_SPEEDUP("response-speedup", "response speed-up", "响应加速比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return medianNanos(run, baseline(run, trial, asked), baselineRequest(asked))
                    / medianNanos(run, trial, asked.requestName());
        }
    },
    /** How many times as long the answers take as in the other condition, by their medians. */
    RESPONSE_RATIO("response-ratio", "response time ratio", "响应时间之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return medianNanos(run, trial, asked.requestName())
                    / medianNanos(run, baseline(run, trial, asked), baselineRequest(asked));
        }
    },
    /** How many times as long the slowest hundredth takes as in the other condition. */
    P99_RATIO("p99-ratio", "p99 ratio", "p99 之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return (double) answered(run, trial, asked.requestName()).getValueAtPercentile(99)
                    / answered(run, baseline(run, trial, asked), baselineRequest(asked))
                            .getValueAtPercentile(99);
        }
    },
    /** Threads of the target for each request that is in flight, both at their most. */
    THREADS_PER_REQUEST("threads-per-request", "threads for each request in flight", "每个进行中请求的线程数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            int threads = present(target(trial).threadsMax(), new Text("reading of the target's threads", "目标线程数的读数"));
            return (double) threads / activeRequestsMax(trial);
        }
    },
    /**
     * How much the target's resident set grew for each request in flight, in KiB: its most in the window less what it was before the load,
     * over the most requests in flight. An upper bound of what a request needs, since a heap also grows with what is dead and not yet
     * collected, and a runtime with the code that it compiles meanwhile.
     */
    MEMORY_PER_REQUEST("memory-kib-per-request", "KiB of memory for each request in flight", "每个进行中请求的内存（KiB）") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            long most = present(target(trial).rssBytesMax(), new Text("reading of the target's memory", "目标内存的读数"));
            long rest = run.meters(trial)
                    .residentBytesBeforeLoad()
                    .orElseThrow(() -> new UnmeasurableException(
                            "the trial has no reading of the target's memory before the load", "试验中没有负载开始前目标内存的读数"));
            if (most <= rest) {
                throw new UnmeasurableException("the target's memory did not grow under the load", "目标的内存在负载下没有增长");
            }
            return (most - rest) / BYTES_PER_KIB / activeRequestsMax(trial);
        }
    },
    /**
     * Context switches of the target's threads for each answer, voluntary and involuntary, by its own counters: from their last reading
     * before the window to their first after it. Those of the runtime's own threads (compilers, collectors) are in it.
     */
    SWITCHES_PER_ANSWER("context-switches-per-answer", "context switches for each answer", "每个应答的上下文切换次数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            Trial.Window window = present(trial.window(), new Text("window", "窗口"));
            return run.meters(trial)
                    .switchesPerAnswer(window.startEpochMillis(), window.endEpochMillis())
                    .orElseThrow(() -> new UnmeasurableException(
                            "the trial has no two readings of the target's context switches and answers",
                            "试验中没有目标上下文切换与应答数的两次读数"));
        }
    },
    /** 99th percentile of the times from one token to the next over the gap that was asked for (a parameter of the scenario). */
    TOKEN_GAP_P99_OVER_WAIT(
            "token-gap-p99-over-wait", "p99 of the gaps between tokens over the gap asked for", "词元间隔的 p99 与所求间隔之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            Histogram gaps = recorded(
                    run.tokenGaps(trial, asked.requestName()),
                    new Text("gap between tokens", "词元间隔"),
                    asked.requestName());
            return gaps.getValueAtPercentile(99) / waitNanos(trial, asked.overParameter());
        }
    },
    /** Failed requests in the window, whatever their name. Each trial must meet the expectation. */
    FAILURES("failures", "failed requests", "失败的请求数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            if (trial.requests().isEmpty()) {
                throw new UnmeasurableException("the generator counted no requests", "负载发生器没有记录到请求");
            }
            return trial.requests().values().stream()
                    .mapToLong(Trial.RequestCount::failed)
                    .sum();
        }
    },
    /**
     * Tasks that the target accepted for its background over the whole trial, and had not carried out when nothing was left to do. Each trial must
     * meet the expectation.
     */
    LOST_TASKS("lost-tasks", "tasks not carried out", "未完成的任务数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return present(trial.backgroundTasks(), new Text("count of background tasks", "后台任务的计数"))
                    .lost();
        }
    },
    /** Most requests in flight at once, as the target's own gauge says. Each trial must meet the expectation. */
    IN_FLIGHT_MAX("in-flight-max", "most requests in flight at once", "同时进行的最大请求数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return present(
                    target(trial).activeRequestsMax(),
                    new Text("reading of the target's requests in flight", "目标进行中请求数的读数"));
        }
    },
    /**
     * Requests in flight on average by Little's law: answers a second times mean response time in seconds, both over what of each request
     * lies in the window. Trials of generators that did not say that have all of the requests that began in the window, which a window
     * of few of them cuts at its ends.
     */
    IN_FLIGHT_MEAN("in-flight-mean", "requests in flight by Little's law", "按利特尔法则算出的进行中请求数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            Trial.Window window = present(trial.window(), new Text("window", "窗口"));
            Trial.RequestCount count = trial.requests().get(asked.requestName());
            if (count == null) {
                throw new UnmeasurableException(
                        "the generator counted no request '" + asked.requestName() + "'",
                        "负载发生器没有记录到请求 " + asked.requestName());
            }
            Double underWay = underWay(trial, asked.requestName());
            if (underWay != null) {
                return underWay;
            }
            double answersPerSecond = count.answered() / window.seconds();
            return answersPerSecond * answered(run, trial, asked.requestName()).getMean() / 1e9;
        }
    },
    /** 99th percentile of the response time over the wait that was asked for (a parameter of the scenario). */
    P99_OVER_WAIT("p99-over-wait", "p99 over the wait asked for", "p99 与所求等待之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return answered(run, trial, asked.requestName()).getValueAtPercentile(99)
                    / waitNanos(trial, asked.overParameter());
        }
    },
    /** Median of the response time over a wait (a parameter of the scenario). */
    MEDIAN_OVER_WAIT("median-over-wait", "median over the wait", "中位数与等待时间之比") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return medianNanos(run, trial, asked.requestName()) / waitNanos(trial, asked.overParameter());
        }
    },
    /** CPU time of the target's process over wall time in the window. */
    CORES_BUSY("cores-busy", "cores busy", "忙碌的核数") {
        @Override
        double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
            return present(target(trial).coresBusy(), new Text("reading of the target's CPU time", "目标 CPU 时间的读数"));
        }
    };

    private static final double BYTES_PER_KIB = 1_024;

    private final String wireName;
    private final String label;
    private final String labelZh;

    Quantity(String wireName, String label, String labelZh) {
        this.wireName = wireName;
        this.label = label;
        this.labelZh = labelZh;
    }

    /**
     * The quantity in one trial.
     *
     * @throws UnmeasurableException where the trial lacks what it is made from
     */
    abstract double of(Observations run, Trial trial, Asked asked) throws UnmeasurableException;

    /** In words, as part of a sentence. */
    public String label() {
        return label;
    }

    /** The same in Chinese. */
    public String labelZh() {
        return labelZh;
    }

    @Override
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** Whether it counts things, each trial by itself, rather than estimates a magnitude over trials. */
    public boolean counts() {
        return this == FAILURES || this == LOST_TASKS || this == IN_FLIGHT_MAX;
    }

    /** Which way is good: more at once, in less time, with less work. */
    Better better() {
        return switch (this) {
            case SPEEDUP,
                    MEAN_SPEEDUP,
                    FIRST_TOKEN_SPEEDUP,
                    THROUGHPUT_RATIO,
                    RESPONSE_SPEEDUP,
                    IN_FLIGHT_MAX,
                    IN_FLIGHT_MEAN -> Better.LARGER;
            case COST_RATIO,
                    RESPONSE_RATIO,
                    P99_RATIO,
                    THREADS_PER_REQUEST,
                    MEMORY_PER_REQUEST,
                    SWITCHES_PER_ANSWER,
                    TOKEN_GAP_P99_OVER_WAIT,
                    FAILURES,
                    LOST_TASKS,
                    P99_OVER_WAIT,
                    MEDIAN_OVER_WAIT,
                    CORES_BUSY -> Better.SMALLER;
        };
    }

    /** Whether it compares two requests. */
    boolean compares() {
        return this == SPEEDUP || this == COST_RATIO || this == MEAN_SPEEDUP || this == FIRST_TOKEN_SPEEDUP;
    }

    /** Whether it compares a request with that of another condition. */
    public boolean comparesConditions() {
        return this == THROUGHPUT_RATIO || this == RESPONSE_SPEEDUP || this == RESPONSE_RATIO || this == P99_RATIO;
    }

    /** Whether it is divided by a wait that was asked for. */
    boolean overWait() {
        return this == P99_OVER_WAIT || this == MEDIAN_OVER_WAIT || this == TOKEN_GAP_P99_OVER_WAIT;
    }

    /** Whether it is of one request. */
    boolean ofOneRequest() {
        return this == IN_FLIGHT_MEAN || overWait() || comparesConditions();
    }

    /** What the trials together say: of a count the same at every level, of a magnitude an interval. */
    Estimate estimate(double level, double[] values) {
        return counts() ? Span.of(values) : TypicalTrial.estimate(level, values);
    }

    /** Median response time of a request in one trial, in nanoseconds. */
    static double medianNanos(Observations run, Trial trial, String request) throws UnmeasurableException {
        return answered(run, trial, request).getValueAtPercentile(50);
    }

    /** The trial of the same round that a figure is compared with. */
    private static Trial baseline(Observations run, Trial trial, Asked asked) throws UnmeasurableException {
        Against against = asked.baselineCondition();
        String target = against.targetFor(trial.condition().target());
        return run.trials().stream()
                .filter(Trial::completed)
                .filter(other -> other.round() == trial.round())
                .filter(other -> other.condition().experiment().equals(against.experiment()))
                .filter(other -> other.condition().target().equals(target))
                .findFirst()
                .orElseThrow(() -> new UnmeasurableException(
                        "there is no trial of " + against.experiment() + " on " + target + " in round " + trial.round()
                                + " to compare with",
                        "第 " + trial.round() + " 轮没有可对比的试验（" + target + " 上的 " + against.experiment() + "）"));
    }

    private static String baselineRequest(Asked asked) {
        String other = asked.baselineCondition().request();
        return other == null ? asked.requestName() : other;
    }

    /** Answers a second times the wait that each asked for, in seconds; answers a second where none asked for a wait. */
    static double waitsAtOnce(Trial trial, String request) throws UnmeasurableException {
        Trial.Window window = present(trial.window(), new Text("window", "窗口"));
        Trial.RequestCount count = trial.requests().get(request);
        if (count == null || count.answered() == 0) {
            throw new UnmeasurableException(
                    "no request '" + request + "' was answered in the window", "窗口内没有应答请求 " + request);
        }
        boolean waits = trial.condition().parameters().containsKey("ms");
        return count.answered() / window.seconds() * (waits ? waitNanos(trial, "ms") / 1e9 : 1);
    }

    private static double waitNanos(Trial trial, String parameter) throws UnmeasurableException {
        String ms = present(
                trial.condition().parameters().get(parameter), new Text("parameter " + parameter, "参数 " + parameter));
        return Double.parseDouble(ms) * 1e6;
    }

    /** A record that is not empty. */
    private static Histogram recorded(Histogram record, Text what, String request) throws UnmeasurableException {
        if (record.getTotalCount() == 0) {
            throw new UnmeasurableException(
                    "no " + what.en() + " of '" + request + "' was recorded", "没有记录到 " + request + " 的" + what.zh());
        }
        return record;
    }

    private static Histogram answered(Observations run, Trial trial, String request) throws UnmeasurableException {
        Histogram responses = run.responses(trial, request);
        if (responses.getTotalCount() == 0) {
            throw new UnmeasurableException(
                    "no request '" + request + "' was answered in the window", "窗口内没有应答请求 " + request);
        }
        if (trial.condition().workload().model() == Workload.Model.OPEN && !run.keptUp(trial)) {
            throw new UnmeasurableException(
                    "more requests arrived than were answered, and response times above a server's capacity mean nothing",
                    "到达的请求多于应答的请求，超过容量时的响应时间没有意义");
        }
        return responses;
    }

    private static @Nullable Double underWay(Trial trial, String request) {
        Trial.GeneratorReading generator = trial.generator();
        return generator == null || generator.underWay() == null
                ? null
                : generator.underWay().get(request);
    }

    private static Trial.ProcessReading target(Trial trial) throws UnmeasurableException {
        return present(trial.target(), new Text("reading of the target's process", "目标进程的读数"));
    }

    /** At least one. */
    private static int activeRequestsMax(Trial trial) throws UnmeasurableException {
        int active = present(
                target(trial).activeRequestsMax(),
                new Text("reading of the target's requests in flight", "目标进行中请求数的读数"));
        if (active < 1) {
            throw new UnmeasurableException("no request was in flight", "没有进行中的请求");
        }
        return active;
    }

    private static <T> T present(@Nullable T value, Text what) throws UnmeasurableException {
        if (value == null) {
            throw new UnmeasurableException("the trial has no " + what.en(), "试验中没有" + what.zh());
        }
        return value;
    }
}
