package claimbench.harness.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has been measured up to now. For one thread. */
final class Measurements {
    private final List<Sample> samples = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    void add(List<Sample> more) {
        samples.addAll(more);
    }

    void add(Failure failure) {
        failures.add(failure);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** The values of a series by round; empty where nothing of it was measured. */
    SortedMap<Integer, Double> values(Series series) {
        var values = new TreeMap<Integer, Double>();
        samples.stream()
                .filter(sample -> sample.series().equals(series))
                .forEach(sample -> values.put(sample.round(), sample.value()));
        return values;
    }

    /** A series in short; empty where nothing of it was measured. */
    Optional<Spread> spread(Series series) {
        var values = values(series);
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(List.copyOf(values.values())));
    }
}
