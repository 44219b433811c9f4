package claimbench.harness.capacity;

import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import claimbench.load.QueueGrowth;
import java.nio.file.Path;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * How a server came along with an open load, from what was recorded of the window: what failed, and whether response times grew from
 * second to second ({@link QueueGrowth}), as they do where more arrives than is answered.
 *
 * @param answered good answers
 * @param failed requests
 * @param growth of response times, seconds in each second; negative where they shrink
 * @param responses of all good answers, whatever they are of
 */
public record Pace(long answered, long failed, double growth, Histogram responses) {

    /** Of a trial that was measured. */
    public static Pace of(Path responsesLog, Trial trial) throws StoredRunException {
        var all = new Histogram(3);
        var seconds = new TreeMap<Long, Histogram>();
        HistogramLog.forEach(responsesLog, histogram -> {
            all.add(histogram);
            seconds.computeIfAbsent(histogram.getStartTimeStamp(), start -> new Histogram(3))
                    .add(histogram);
        });
        long failed = trial.requests().values().stream()
                .mapToLong(Trial.RequestCount::failed)
                .sum();
        var medians = new TreeMap<Long, Long>();
        seconds.forEach((start, second) -> medians.put(start, second.getValueAtPercentile(50)));
        return new Pace(all.getTotalCount(), failed, QueueGrowth.of(medians), all);
    }

    /** Failed requests of all. */
    public double errorsPercent() {
        return answered + failed == 0 ? 100 : 100.0 * failed / (answered + failed);
    }

    /** Rate of good answers over rate of arrivals; never more than all of them. */
    public double achievedPercent() {
        return (100 - errorsPercent()) * QueueGrowth.answeredShare(growth);
    }

    /** A percentile of the response times; 0 where there is no answer. */
    public long latencyNanos(double percentile) {
        return responses.getTotalCount() == 0 ? 0 : responses.getValueAtPercentile(percentile);
    }
}
