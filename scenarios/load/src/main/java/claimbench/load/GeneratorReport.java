package claimbench.load;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code generator.json}: what a run of the generator was and how it went. Times of requests are in the
 * HdrHistogram logs beside it.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param scenario name in the catalogue
 * @param parameters of the scenario that were set
 * @param url of the target
 * @param workload closed or open
 * @param users virtual users, for a closed load; 0 for an open one
 * @param requestsPerSecond arrivals, for an open load, on average over the window; 0 for a closed one
 * @param seed of the order of the arms
 * @param windowStartEpochMillis start of the measured window
 * @param windowEndEpochMillis its end
 * @param requests what was started in the window, by request name
 * @param wholeRun the same with the warm-up, by the names in Gatling's own log, which must count alike: there a stream has
 *     its steps ({@code NAME connect}, {@code NAME}, {@code NAME close}), and one that never began is missing from the second
 * @param lagNanosP95 start behind intended start in the window, 95th percentile, nanoseconds
 * @param lagNanosMax the largest
 * @param usersMax most virtual users at once in the window
 * @param failures the first messages of failed requests that differ, at most ten
 * @param arrivals of an open load: their rate over the window, and how they follow each other; null for a closed one
 * @param underWay how many requests were under way on average in the window, good or not, by request name: the time of each that lies
 *     in the window, whenever it began or ended, over the window's length; null where that was not recorded
 */
public record GeneratorReport(
        int schema,
        String scenario,
        Map<String, String> parameters,
        String url,
        LoadModel workload,
        int users,
        double requestsPerSecond,
        long seed,
        long windowStartEpochMillis,
        long windowEndEpochMillis,
        Map<String, Count> requests,
        Map<String, Count> wholeRun,
        long lagNanosP95,
        long lagNanosMax,
        int usersMax,
        List<String> failures,
        @Nullable Arrivals arrivals,
        @Nullable Map<String, Double> underWay) {
    public static final int SCHEMA = 1;

    /** Name of the file. */
    public static final String FILE = "generator.json";

    /** The report of a closed load that does not say what was under way. */
    public GeneratorReport(
            int schema,
            String scenario,
            Map<String, String> parameters,
            String url,
            LoadModel workload,
            int users,
            double requestsPerSecond,
            long seed,
            long windowStartEpochMillis,
            long windowEndEpochMillis,
            Map<String, Count> requests,
            Map<String, Count> wholeRun,
            long lagNanosP95,
            long lagNanosMax,
            int usersMax,
            List<String> failures) {
        this(
                schema,
                scenario,
                parameters,
                url,
                workload,
                users,
                requestsPerSecond,
                seed,
                windowStartEpochMillis,
                windowEndEpochMillis,
                requests,
                wholeRun,
                lagNanosP95,
                lagNanosMax,
                usersMax,
                failures,
                null,
                null);
    }

    /**
     * Requests that have ended.
     *
     * @param answered with the right status and body
     * @param failed refused, cut off, timed out, or answered wrongly
     */
    public record Count(long answered, long failed) {}
}
