package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.runtime.meters.Meters;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a run say of themselves, live for whoever asks ({@link MetricsRelay}), and stored with each trial where that
 * is wanted. It is for onlookers: what cannot be recorded is worth a note, once, and no trial fails for it. Thread-safe.
 */
final class RunMetrics implements AutoCloseable {
    /** What it cost to ask a process the last time. */
    private static final class Latest {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
    }

    private final String run;
    private final boolean recording;
    private final Consumer<String> notes;
    private final MetricsRelay relay;
    private final Meters own = new Meters(MeteredProcess.HARNESS.wireName());
    private final ConcurrentMap<String, Latest> costs = new ConcurrentHashMap<>();
    private volatile @Nullable URI address;
    private volatile @Nullable TrialPhase phase;
    private volatile @Nullable TrialRecording trialRecording;
    private boolean noted;

    /**
     * Of a run that has not begun.
     *
     * @param run value of the label of that name
     * @param recording whether it is stored too
     * @param notes is told what could not be
     */
    RunMetrics(String run, boolean recording, Consumer<String> notes) {
        this.run = run;
        this.recording = recording;
        this.notes = notes;
        this.relay = new MetricsRelay(run);
        for (TrialPhase each : TrialPhase.values()) {
            own.gauge(
                    Meter.TRIAL_PHASE,
                    Tags.of(MeterNames.PHASE, each.wireName()),
                    this,
                    metrics -> metrics.phase == each ? 1 : 0);
        }
    }

    /** Begins to answer onlookers: see {@link MetricsRelay#listen}. */
    URI listen() throws IOException {
        URI listening = relay.listen();
        address = listening;
        return listening;
    }

    /**
     * Does what is done while a trial is measured, before the first one: see {@link Rehearsal}.
     *
     * @param dir of the run
     */
    void rehearse(Path dir) throws InterruptedException {
        URI listening = address;
        if (listening != null) {
            try {
                Rehearsal.of(listening, this::own, dir.resolve(RunFiles.SCRAPES));
            } catch (IOException e) {
                notes.accept("the harness could not rehearse, so it may disturb the first trials: " + e.getMessage());
            }
        }
    }

    /** This trial begins. */
    void begin(PlannedTrial trial, Path folder) {
        phase = TrialPhase.START;
        URI listening = address;
        if (listening != null) {
            relay.add(trial, MeteredProcess.HARNESS.role(), listening, this::own);
        }
        if (recording) {
            try {
                var begun = new TrialRecording(run, trial, folder);
                trialRecording = begun;
                begun.began(TrialPhase.START, System.currentTimeMillis());
                begun.add(MeteredProcess.HARNESS.role(), this::own, this::scraped);
            } catch (IOException e) {
                cannotBeRecorded(e);
            }
        }
    }

    /**
     * This process of the trial answers now, at this address. It names itself in a label of its own meters.
     *
     * @param role value of the label of that name
     */
    void add(PlannedTrial trial, String role, URI process) {
        if (!isAsked(trial, role)) {
            return;
        }
        Scraper.Source source = Scraper.over(process);
        TrialRecording to = trialRecording;
        if (to == null) {
            relay.add(trial, role, process, source);
            return;
        }
        var latest = new LatestScrape(System::nanoTime);
        relay.add(trial, role, process, latest);
        to.add(role, source, (of, took, text) -> {
            scraped(of, took, text);
            latest.said(text);
        });
    }

    /** A target is not asked where it is compared with servers that cannot be: the question costs it some work, for onlookers too. */
    private static boolean isAsked(PlannedTrial trial, String role) {
        return !role.equals(TrialLabels.TARGET)
                || !ExperimentCatalogue.hasControls(trial.condition().ownExperiment());
    }

    /** The trial is at this phase since that moment. */
    void began(TrialPhase now, long epochMillis) {
        phase = now;
        TrialRecording to = trialRecording;
        if (to != null) {
            to.began(now, epochMillis);
        }
    }

    /**
     * A process has ended, and has left what its meters said last: the second before its end, which it was not asked about, is in it.
     *
     * @param left that file; taken away
     */
    void ended(String role, Path left) {
        try {
            if (Files.exists(left)) {
                TrialRecording to = trialRecording;
                if (to != null) {
                    to.addLast(role, System.currentTimeMillis(), Files.readAllBytes(left));
                }
                Files.delete(left);
            }
        } catch (IOException e) {
            cannotBeRecorded(e);
        }
    }

    /** The trial's processes are about to end: another's may get their ports. */
    void remove(PlannedTrial trial) {
        relay.remove(trial);
        TrialRecording to = trialRecording;
        if (to != null) {
            to.stop();
        }
    }

    /** The trial has ended, and nothing is being measured: what was recorded is put in order. */
    void end() {
        phase = null;
        TrialRecording to = trialRecording;
        trialRecording = null;
        if (to != null) {
            to.stop();
            try {
                to.store(System.currentTimeMillis());
            } catch (IOException e) {
                cannotBeRecorded(e);
            }
        }
    }

    /** Puts together what all trials have recorded. */
    void assemble(Path dir) {
        if (recording) {
            try {
                RecordedMetrics.assemble(dir);
            } catch (IOException e) {
                cannotBeRecorded(e);
            }
        }
    }

    private Optional<byte[]> own() {
        return Optional.of(own.scrape(null));
    }

    private void scraped(String role, Duration took, byte[] text) {
        Latest latest = costs.computeIfAbsent(role, this::shown);
        latest.nanos.set(took.toNanos());
        latest.bytes.set(text.length);
    }

    private Latest shown(String role) {
        var latest = new Latest();
        Tags labels = Tags.of(MeterNames.SCRAPED, role);
        own.gauge(Meter.SCRAPE_DURATION, labels, latest, its -> its.nanos.get() / (double) TimeUnit.SECONDS.toNanos(1));
        own.gauge(Meter.SCRAPE_SIZE, labels, latest, its -> its.bytes.get());
        return latest;
    }

    private synchronized void cannotBeRecorded(IOException reason) {
        if (!noted) {
            noted = true;
            notes.accept("not all metrics are recorded: " + reason.getMessage());
        }
    }

    @Override
    public void close() {
        TrialRecording to = trialRecording;
        if (to != null) {
            to.stop();
        }
        relay.close();
    }
}
