package claimbench.harness.report;

import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * {@code latencies.csv}: of every trial and kind of request, the load it was under, and response times (from the intended start)
 * beside service times (from the actual one). In a closed load the two are the same.
 */
final class LatenciesCsv {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private LatenciesCsv() {}

    static String of(StoredRun run) throws StoredRunException {
        var header = new ArrayList<String>(List.of(
                "trial",
                "experiment",
                "target",
                "round",
                "workload",
                "users",
                "rate",
                "rateShape",
                "arrivals",
                "request",
                "answered",
                "failed"));
        for (String time : List.of("response", "service")) {
            Arrays.stream(PERCENTILES).forEach(percentile -> header.add(time + "Millis" + name(percentile)));
        }
        var csv = new StringBuilder(Csv.line(header.toArray()));
        for (Trial trial : run.trials()) {
            Map<String, Histogram> services = trial.completed() ? run.services(trial) : Map.of();
            for (var request : trial.requests().entrySet()) {
                csv.append(line(
                        trial,
                        request.getKey(),
                        request.getValue(),
                        run.responses(trial, request.getKey()),
                        services.get(request.getKey())));
            }
        }
        return csv.toString();
    }

    private static String line(
            Trial trial,
            String name,
            Trial.RequestCount count,
            @Nullable Histogram responses,
            @Nullable Histogram services) {
        Workload load = trial.condition().workload();
        boolean isOpen = load.model() == Workload.Model.OPEN;
        var fields = new ArrayList<@Nullable Object>();
        fields.add(trial.id());
        fields.add(trial.condition().experiment());
        fields.add(trial.condition().target());
        fields.add(trial.round());
        fields.add(load.model().name().toLowerCase(Locale.ROOT));
        fields.add(isOpen ? null : load.users());
        fields.add(isOpen ? load.rate() : null);
        fields.add(isOpen ? load.rate().shape().wireName() : null);
        fields.add(isOpen ? load.spacing().wireName() : null);
        fields.add(name);
        fields.add(count.answered());
        fields.add(count.failed());
        millis(fields, responses);
        millis(fields, services);
        return Csv.line(fields.toArray());
    }

    /** Empty fields where there is no answer. */
    private static void millis(List<@Nullable Object> fields, @Nullable Histogram times) {
        for (double percentile : PERCENTILES) {
            fields.add(
                    times == null || times.getTotalCount() == 0
                            ? null
                            : String.format(Locale.ROOT, "%.3f", times.getValueAtPercentile(percentile) / 1e6));
        }
    }

    private static String name(double percentile) {
        return percentile == 100
                ? "Max"
                : "P" + String.format(Locale.ROOT, "%.1f", percentile).replaceAll("\\.0$", "");
    }
}
