package claimbench.runtime.meters;

import claimbench.contract.Meter;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All histograms of one meter, as Prometheus collects them. Thread-safe. */
final class HistogramFamily implements Collector {
    private final MetricMetadata metadata;
    private final LatencyHistogram.Detail detail;
    private final List<LatencyHistogram> histograms = new CopyOnWriteArrayList<>();

    HistogramFamily(Meter meter, LatencyHistogram.Detail detail) {
        this.metadata = new MetricMetadata(meter.family(), meter.meaning());
        this.detail = detail;
    }

    /** Another one; the caller sees to it that no two have the same labels. */
    LatencyHistogram add(Labels labels) {
        var histogram = new LatencyHistogram(labels, detail);
        histograms.add(histogram);
        return histogram;
    }

    @Override
    public HistogramSnapshot collect() {
        return new HistogramSnapshot(
                metadata, histograms.stream().map(LatencyHistogram::snapshot).toList());
    }

    @Override
    public MetricFamilyDescriptor getMetricFamilyDescriptor() {
        return MetricFamilyDescriptor.of(MetricType.HISTOGRAM, metadata);
    }
}
