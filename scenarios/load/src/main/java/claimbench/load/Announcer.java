package claimbench.load;

import claimbench.load.GeneratorReport.Count;
import claimbench.load.Recording.Totals;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What the generator says on standard output: events for a program, one a line, or words for a person. Gatling's own
 * words are kept off it. Thread-safe.
 */
sealed interface Announcer extends Timeline.Listener {

    /** Gatling is ready, and the target may be. */
    void booted();

    /** The generator's meters can be read. */
    void metricsAt(String url);

    /**
     * All requests have ended.
     *
     * @param failures the first messages of failed requests
     */
    void finished(Settings settings, Totals totals, List<String> failures);

    static Announcer of(Settings settings) {
        return switch (settings.output()) {
            case EVENTS -> new Events(Standard.out());
            case TEXT -> new Text(settings, Standard.out());
        };
    }

    /** Standard output, kept from everyone else. */
    final class Standard {
        private static final PrintStream OUT = System.out;

        private Standard() {}

        /** From now on, nothing that prints to {@link System#out} is seen. */
        static void claim() {
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        }

        static PrintStream out() {
            return OUT;
        }
    }

    /** For a program. */
    record Events(PrintStream out) implements Announcer {
        @Override
        public void booted() {
            say("booted");
        }

        @Override
        public void metricsAt(String url) {
            say("metrics " + url);
        }

        @Override
        public void windowStarted(long epochMillis) {
            say("window-start " + epochMillis);
        }

        @Override
        public void windowEnded(long epochMillis) {
            say("window-end " + epochMillis);
        }

        @Override
        public void finished(Settings settings, Totals totals, List<String> failures) {
            // The files say it all.
        }

        private void say(String line) {
            out.println(line);
            out.flush();
        }
    }

    /** For a person. */
    record Text(Settings settings, PrintStream out) implements Announcer {
        private static final double NANOS_PER_MILLI = 1e6;

        /** A target whose answers come at less of the rate of arrivals has fallen behind. */
        private static final double KEPT_UP_MIN = 0.95;

        @Override
        public void booted() {
            String load = switch (settings.model()) {
                case CLOSED -> settings.users() + " users, each waiting for its answers";
                case OPEN -> settings.schedule().arrivals().inWords();
            };
            say(
                    "%s: %s load: %s; warming up for %.1f s",
                    settings.scenario().name(), settings.model().wireName(), load, settings.warmUpMillis() / 1e3);
        }

        @Override
        public void metricsAt(String url) {
            say("metrics at %s", url);
        }

        @Override
        public void windowStarted(long epochMillis) {
            say("measuring for %.1f s", settings.windowMillis() / 1e3);
        }

        @Override
        public void windowEnded(long epochMillis) {
            say("waiting for the answers that are still under way");
        }

        @Override
        public void finished(Settings settings, Totals totals, List<String> failures) {
            for (int arm = 0; arm < totals.arms().size(); arm++) {
                Histogram answered = totals.answered().get(arm).total();
                boolean isOpen = settings.model() == LoadModel.OPEN;
                say(
                        "%-20s %,9d answered %,7d failed   %s%s",
                        totals.name(arm),
                        answered.getTotalCount(),
                        totals.failed(arm),
                        isOpen ? "response  " : "",
                        times(answered));
                // In a closed load a request is meant to start when it does, so the two are the same.
                if (isOpen) {
                    say(
                            "%-20s %-33s   service   %s",
                            "", "", times(totals.service().get(arm).total()));
                }
            }
            for (Quantity quantity : Quantity.values()) {
                totals.of(quantity)
                        .forEach((name, seconds) ->
                                say("%-20s %-33s   %s", name, quantity.wireName(), times(seconds.total())));
            }
            if (settings.model() == LoadModel.OPEN) {
                Histogram lag = totals.lag().total();
                say(
                        "response time is from the intended start, service time from the actual one, which was later by %s",
                        times(lag).replaceAll(" +", " "));
                double share = QueueGrowth.answeredShare(totals.queueGrowth());
                if (share < KEPT_UP_MIN) {
                    say(
                            "the target fell behind: answers came at %.0f %% of the rate of arrivals, so response times are void:"
                                    + " they say how long the load was",
                            share * 100);
                }
            }
            if (!totals.isNothingAnswered()) {
                LastGoodStep.inWords(settings.turns(), settings.windowMillis(), totals)
                        .ifPresent(words -> say("%s", words));
            }
            Collection<Count> counts = totals.windowCounts().values();
            long failed = counts.stream().mapToLong(Count::failed).sum();
            // Where nothing was answered, that itself is said, with the reason.
            if (failed > 0 && !failures.isEmpty() && !totals.isNothingAnswered()) {
                long all = failed + counts.stream().mapToLong(Count::answered).sum();
                say("%,d of %,d requests failed; the first failed with %s", failed, all, failures.getFirst());
            }
        }

        private static String times(Histogram histogram) {
            return String.format(
                    Locale.ROOT,
                    "p50 %9s ms   p99 %9s ms   max %9s ms",
                    millis(histogram, histogram.getValueAtPercentile(50)),
                    millis(histogram, histogram.getValueAtPercentile(99)),
                    millis(histogram, histogram.getMaxValue()));
        }

        /** A dash where nothing was answered: no time was measured then, and certainly not zero. */
        private static String millis(Histogram answered, long nanos) {
            return answered.getTotalCount() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", nanos / NANOS_PER_MILLI);
        }

        private void say(String format, Object... values) {
            out.printf(Locale.ROOT, format + "%n", values);
            out.flush();
        }
    }
}
