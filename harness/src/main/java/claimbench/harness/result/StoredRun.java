package claimbench.harness.result;

import claimbench.contract.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * A run as its directory has it: all that a verdict or a report may be made from. Read once, as a whole, so that damage is
 * found here and not halfway through a report. Not to be changed by whoever reads it, histograms included; then it may be
 * shared between threads.
 */
public final class StoredRun {
    private final Path dir;
    private final RunRecord run;
    private final EnvironmentRecord environment;
    private final RunChecks checks;
    private final List<Trial> trials;
    private final List<Trial> disturbed;
    private final List<ProgramRun> programRuns;
    private final Map<String, About> aboutByTrial;
    private final Map<String, Map<String, KeptHistogram>> responsesByTrial;
    private final Map<String, Map<String, KeptHistogram>> firstTokensByTrial;

    /** What is done to free text that is read later. */
    private final UnaryOperator<String> hiding;

    private StoredRun(
            Path dir,
            RunRecord run,
            EnvironmentRecord environment,
            RunChecks checks,
            List<Trial> trials,
            List<Trial> disturbed,
            List<ProgramRun> programRuns,
            Map<String, About> aboutByTrial,
            Map<String, Map<String, KeptHistogram>> responsesByTrial,
            Map<String, Map<String, KeptHistogram>> firstTokensByTrial,
            UnaryOperator<String> hiding) {
        this.hiding = hiding;
        this.aboutByTrial = aboutByTrial;
        this.firstTokensByTrial = firstTokensByTrial;
        this.dir = dir;
        this.run = run;
        this.environment = environment;
        this.checks = checks;
        this.trials = trials;
        this.disturbed = disturbed;
        this.programRuns = programRuns;
        this.responsesByTrial = responsesByTrial;
    }

    /**
     * Reads a run directory. A run that was cut off has fewer trials than its plan; that is no damage.
     *
     * @throws StoredRunException that names the file that is missing, damaged, changed, or of another schema
     * @throws IOException where the file system fails
     */
    public static StoredRun load(Path dir) throws IOException {
        checkIsRun(dir);
        Checksums.verify(dir);
        RunRecord run = RunFiles.read(dir.resolve(RunFiles.RUN), RunRecord.class);
        checkSchema(dir.resolve(RunFiles.RUN), run.schema(), RunRecord.SCHEMA);
        var environment = RunFiles.read(dir.resolve(RunFiles.ENVIRONMENT), EnvironmentRecord.class);
        checkSchema(dir.resolve(RunFiles.ENVIRONMENT), environment.schema(), EnvironmentRecord.SCHEMA);
        var trials = new ArrayList<Trial>();
        var abouts = new HashMap<String, About>();
        var responses = new HashMap<String, Map<String, KeptHistogram>>();
        var firstTokens = new HashMap<String, Map<String, KeptHistogram>>();
        for (Path folder : trialFolders(dir.resolve(RunFiles.TRIALS))) {
            Trial trial = trial(folder);
            trials.add(trial);
            // A trial that failed before its target was asked has none.
            if (Files.exists(folder.resolve(RunFiles.ABOUT))) {
                abouts.put(trial.id(), RunFiles.read(folder.resolve(RunFiles.ABOUT), About.class));
            }
            if (trial.completed()) {
                responses.put(trial.id(), kept(folder.resolve(RunFiles.RESPONSES)));
                // Only trials of streams have it.
                if (Files.exists(folder.resolve(RunFiles.FIRST_TOKEN))) {
                    firstTokens.put(trial.id(), kept(folder.resolve(RunFiles.FIRST_TOKEN)));
                }
            }
        }
        return new StoredRun(
                dir,
                run,
                environment,
                RunChecks.read(dir),
                List.copyOf(trials),
                disturbed(dir),
                programRuns(dir),
                Map.copyOf(abouts),
                Map.copyOf(responses),
                Map.copyOf(firstTokens),
                UnaryOperator.identity());
    }

    /**
     * Whether this is the directory of a run.
     *
     * @throws StoredRunException where it is none
     */
    public static void checkIsRun(Path dir) throws StoredRunException {
        if (!Files.isDirectory(dir)) {
            throw new StoredRunException(
                    dir, "is no run directory: " + (Files.exists(dir) ? "it is a file" : "there is no such folder"));
        }
        if (!Files.exists(dir.resolve(RunFiles.RUN))) {
            throw new StoredRunException(dir, "is no run directory: it has no " + RunFiles.RUN);
        }
    }

    /** The same, without what tells whose machine it was made on: what is shown to others is made from this. */
    public StoredRun hiding(PrivateData privateData) {
        return new StoredRun(
                dir,
                run.hiding(privateData),
                environment,
                checks.hiding(privateData),
                trials.stream().map(trial -> trial.hiding(privateData)).toList(),
                disturbed.stream().map(trial -> trial.hiding(privateData)).toList(),
                programRuns.stream().map(one -> one.hiding(privateData)).toList(),
                aboutByTrial,
                responsesByTrial,
                firstTokensByTrial,
                privateData);
    }

    public Path dir() {
        return dir;
    }

    public RunRecord run() {
        return run;
    }

    public EnvironmentRecord environment() {
        return environment;
    }

    /** What was checked once for the whole run. */
    public RunChecks checks() {
        return checks;
    }

    /** Every trial that ended, failed ones included, in the order they were run. */
    public List<Trial> trials() {
        return trials;
    }

    /** Trials that were disturbed and are measured again, as they were the first time, in the order they were run. No figure is of them. */
    public List<Trial> disturbed() {
        return disturbed;
    }

    /** Every run of programs that ended, failed ones included, in order of subject and number. */
    public List<ProgramRun> programRuns() {
        return programRuns;
    }

    /** Whether it ended by itself: a run that was cut off, or that is still going on, has no checksums yet. */
    public boolean finished() {
        return finished(dir);
    }

    /** The same, of a directory. */
    public static boolean finished(Path dir) {
        return Files.exists(dir.resolve(RunFiles.CHECKSUMS));
    }

    /** The trials that are due and have not ended, in the order of the plan; none in a finished run. */
    public List<PlannedTrial> missing() {
        Set<String> ended = trials.stream().map(Trial::id).collect(Collectors.toSet());
        return run.due().stream()
                .filter(planned -> !ended.contains(planned.id()))
                .toList();
    }

    /** The trial that was in flight when the run was cut off: it had begun, and has no record. */
    public Optional<String> inFlight() {
        return missing().stream()
                .map(PlannedTrial::id)
                .filter(id -> Files.isDirectory(dir.resolve(RunFiles.TRIALS).resolve(id)))
                .findFirst();
    }

    /** The runs of programs that were planned and have not ended, by their ids. */
    public List<String> missingPrograms() {
        List<String> ended = programRuns.stream().map(ProgramRun::id).toList();
        var missing = new ArrayList<String>();
        run.programRuns().forEach((subject, planned) -> {
            for (int number = 1; number <= planned; number++) {
                String id = ProgramRun.id(subject, number);
                if (!ended.contains(id)) {
                    missing.add(id);
                }
            }
        });
        return List.copyOf(missing);
    }

    /** How many rounds are whole, from the first on: every trial of them has ended. */
    public int wholeRounds() {
        return missing().stream().mapToInt(PlannedTrial::round).min().orElse(lastRoundDue() + 1) - 1;
    }

    private int lastRoundDue() {
        return run.stopped() == null ? run.rounds() : run.stopped().round();
    }

    /** Folder of a trial. */
    public Path trialDir(Trial trial) {
        return dir.resolve(RunFiles.TRIALS).resolve(trial.id());
    }

    /**
     * Response times of the successful requests that a trial started in its window.
     *
     * @return nanoseconds; empty where there were none
     */
    public Histogram responses(Trial trial, String requestName) {
        return of(responsesByTrial, trial, requestName);
    }

    /**
     * Times from a request's start to its first token, of the good streams that a trial started in its window.
     *
     * @return nanoseconds; empty where there were none
     */
    public Histogram firstTokens(Trial trial, String requestName) {
        return of(firstTokensByTrial, trial, requestName);
    }

    private static Histogram of(Map<String, Map<String, KeptHistogram>> byTrial, Trial trial, String requestName) {
        KeptHistogram histogram = byTrial.getOrDefault(trial.id(), Map.of()).get(requestName);
        return histogram == null ? new Histogram(3) : histogram.get();
    }

    private static Map<String, KeptHistogram> kept(Path file) throws StoredRunException {
        var kept = new HashMap<String, KeptHistogram>();
        HistogramLog.read(file).forEach((name, histogram) -> kept.put(name, new KeptHistogram(histogram)));
        return kept;
    }

    /**
     * Service times, from the actual start, of the same requests, by request name. Read each time, since few ask for them.
     *
     * @return nanoseconds; empty where there were none, or the generator left no record of them
     * @throws StoredRunException where the record is damaged
     */
    public Map<String, Histogram> services(Trial trial) throws StoredRunException {
        Path file = trialDir(trial).resolve(RunFiles.SERVICE);
        return Files.exists(file) ? HistogramLog.read(file) : Map.of();
    }

    /**
     * Times from one token to the next, of the same streams as {@link #firstTokens}, by request name. Read each time, since few ask for
     * them.
     *
     * @return nanoseconds; empty where there were none, or the generator left no record of them
     * @throws StoredRunException where the record is damaged
     */
    public Map<String, Histogram> tokenGaps(Trial trial) throws StoredRunException {
        Path file = trialDir(trial).resolve(RunFiles.TOKEN_GAP);
        return Files.exists(file) ? HistogramLog.read(file) : Map.of();
    }

    /**
     * What the target said of its process, each second. Read each time: who asks for several figures keeps it.
     *
     * @throws StoredRunException where the record is damaged
     */
    public TrialMeters meters(Trial trial) throws StoredRunException {
        return TrialMeters.read(trialDir(trial).resolve(RunFiles.TRIAL_METRICS));
    }

    /**
     * What the target said of itself before the load: its settings, its JVM.
     *
     * @return empty where the trial failed before it was asked
     */
    public Optional<About> about(Trial trial) {
        return Optional.ofNullable(aboutByTrial.get(trial.id())).map(this::hiding);
    }

    private About hiding(About about) {
        var settings = new LinkedHashMap<String, Object>();
        about.settings()
                .forEach(
                        (name, value) -> settings.put(name, value instanceof String text ? hiding.apply(text) : value));
        return new About(
                about.contract(),
                about.model(),
                about.version(),
                about.java(),
                about.flags().stream().map(hiding).toList(),
                settings,
                about.pid());
    }

    /**
     * When the calls of a few single requests were made.
     *
     * @return empty where the trial did not record it
     * @throws StoredRunException where the record is damaged
     */
    public Optional<Spans> spans(Trial trial) throws StoredRunException {
        Path file = trialDir(trial).resolve(RunFiles.SPANS);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Spans spans = RunFiles.read(file, Spans.class);
        checkSchema(file, spans.schema(), Spans.SCHEMA);
        return Optional.of(spans);
    }

    private static List<Trial> disturbed(Path dir) throws IOException {
        var disturbed = new ArrayList<Trial>();
        for (Path folder : trialFolders(dir.resolve(RunFiles.DISTURBED))) {
            disturbed.add(trial(folder));
        }
        return List.copyOf(disturbed);
    }

    private static Trial trial(Path folder) throws StoredRunException {
        Path file = folder.resolve(RunFiles.TRIAL);
        Trial trial = RunFiles.read(file, Trial.class);
        checkSchema(file, trial.schema(), Trial.SCHEMA);
        if (!folder.endsWith(trial.id())) {
            throw new StoredRunException(file, "is of another trial: " + trial.id());
        }
        return trial;
    }

    /** Folders of the trials that ended: one without a record was cut off. */
    private static List<Path> trialFolders(Path trials) throws IOException {
        if (!Files.isDirectory(trials)) {
            return List.of();
        }
        try (var folders = Files.list(trials)) {
            return folders.filter(folder -> Files.exists(folder.resolve(RunFiles.TRIAL)))
                    .sorted()
                    .toList();
        }
    }

    private static List<ProgramRun> programRuns(Path dir) throws IOException {
        Path folder = dir.resolve(RunFiles.SEMANTICS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var runs = new ArrayList<ProgramRun>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                ProgramRun run = RunFiles.read(file, ProgramRun.class);
                checkSchema(file, run.schema(), ProgramRun.SCHEMA);
                if (!file.endsWith(run.id() + ".json")) {
                    throw new StoredRunException(file, "is of another run of programs: " + run.id());
                }
                runs.add(run);
            }
        }
        runs.sort(Comparator.comparing(ProgramRun::subject).thenComparingInt(ProgramRun::number));
        return List.copyOf(runs);
    }

    private static void checkSchema(Path file, int found, int known) throws StoredRunException {
        if (found != known) {
            throw new StoredRunException(
                    file,
                    (found == 0 ? "has no schema" : "has schema " + found)
                            + ", and this version of claimbench reads schema " + known);
        }
    }
}
