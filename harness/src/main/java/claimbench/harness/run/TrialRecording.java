package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what the processes of one trial say of themselves. While the trial lasts, that is written down as it comes; at its end it
 * is put in order ({@link TrialMetrics}). When the phases began is told later than it happened, so their samples are made then.
 * Thread-safe.
 */
final class TrialRecording {
    private static final long PHASE_PERIOD_MILLIS = 1_000;

    /** A phase, from a moment on. */
    private record Begun(TrialPhase phase, long epochMillis) {}

    private final String run;
    private final PlannedTrial trial;
    private final Path folder;
    private final Path scrapes;
    private final ScrapeLog log;
    private final List<Map<String, String>> labels = new ArrayList<>();

    /** Whose labels those are. */
    private final List<String> roles = new ArrayList<>();

    private final List<Scraper> scrapers = new ArrayList<>();
    private final List<Begun> phases = new ArrayList<>();
    private boolean ended;
    private volatile @Nullable IOException failure;

    /**
     * Of nothing yet.
     *
     * @param folder of the trial
     */
    TrialRecording(String run, PlannedTrial trial, Path folder) throws IOException {
        this.run = run;
        this.trial = trial;
        this.folder = folder;
        this.scrapes = folder.resolve(RunFiles.SCRAPES);
        this.log = new ScrapeLog(scrapes);
    }

    /** Is told of each scrape. */
    @FunctionalInterface
    interface Onlooker {
        void scraped(String role, Duration took, byte[] text);
    }

    /** Asks this process from now on. */
    synchronized void add(String role, Scraper.Source source, Onlooker onlooker) {
        if (ended) {
            return;
        }
        int index = labels.size();
        labels.add(TrialLabels.of(run, trial, role));
        roles.add(role);
        scrapers.add(new Scraper(role, index, source, (epochMillis, took, text) -> {
            onlooker.scraped(role, took, text);
            write(new ScrapeLog.Scrape(epochMillis, index, text));
        }));
    }

    /** What a process has said last, which it was not asked for; nothing where it was never asked at all. */
    synchronized void addLast(String role, long epochMillis, byte[] text) {
        int index = roles.indexOf(role);
        if (index >= 0) {
            write(new ScrapeLog.Scrape(epochMillis, index, text));
        }
    }

    private void write(ScrapeLog.Scrape scrape) {
        try {
            log.add(scrape);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** This phase began then. */
    synchronized void began(TrialPhase phase, long epochMillis) {
        // A clock that was set back meanwhile must not put a phase before the one that it follows.
        long earliest = phases.isEmpty() ? Long.MIN_VALUE : phases.getLast().epochMillis + 1;
        phases.add(new Begun(phase, Math.max(epochMillis, earliest)));
    }

    /** Asks no more. */
    void stop() {
        List<Scraper> asking;
        synchronized (this) {
            ended = true;
            asking = List.copyOf(scrapers);
        }
        asking.forEach(Scraper::close);
    }

    /**
     * Puts what was said in order, and in the trial's folder.
     *
     * @throws IOException where that cannot be written, or something earlier could not be
     */
    synchronized void store(long endEpochMillis) throws IOException {
        try (var ordered = new TrialMetrics(folder)) {
            log.close();
            IOException met = failure;
            if (met != null) {
                throw met;
            }
            ScrapeLog.read(
                    scrapes, scrape -> ordered.add(scrape, labels.get(scrape.source()), Set.of(Meter.TRIAL_PHASE)));
            addPhases(ordered, endEpochMillis);
            ordered.writeTo(folder.resolve(RunFiles.TRIAL_METRICS));
        } finally {
            Files.deleteIfExists(scrapes);
        }
    }

    /** A sample each second, and where a phase begins one at that very moment. */
    private void addPhases(TrialMetrics ordered, long endEpochMillis) throws IOException {
        for (TrialPhase phase : TrialPhase.values()) {
            var with = new LinkedHashMap<String, String>();
            with.put(MeterNames.PHASE, phase.wireName());
            with.put(MeterNames.PROCESS, MeteredProcess.HARNESS.wireName());
            with.putAll(TrialLabels.of(run, trial, MeteredProcess.HARNESS.role()));
            for (int index = 0; index < phases.size(); index++) {
                Begun begun = phases.get(index);
                long until = index + 1 < phases.size() ? phases.get(index + 1).epochMillis : endEpochMillis + 1;
                String value = begun.phase == phase ? "1" : "0";
                for (long at = begun.epochMillis; at < until; at += PHASE_PERIOD_MILLIS) {
                    ordered.add(Meter.TRIAL_PHASE, with, value, at);
                }
            }
        }
    }
}
