package claimbench.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What all virtual users of a run share. Thread-safe. */
final class LoadRun implements Timeline.Listener {
    private final Settings settings;
    private final Announcer announcer;
    private final StandardInput input = new StandardInput();
    private final Recording recording;
    private final Timeline timeline;
    private final UserCount users = new UserCount();
    private final @Nullable GeneratorMeters meters;
    private final RequestRecorder recorder;
    private final Set<VirtualUser> reading = ConcurrentHashMap.newKeySet();
    private final Ask idle = new Ask("", body -> "nothing was asked");

    private volatile String base = "";
    private volatile List<String> urls = List.of();
    private volatile long windowStartEpochMillis;
    private volatile long windowEndEpochMillis;
    private volatile int usersMax;

    LoadRun(Settings settings) {
        this.settings = settings;
        this.announcer = Announcer.of(settings);
        this.recording = new Recording(settings.arms(), settings.model());
        this.timeline = new Timeline(
                new Injection(settings).headStartMillis(), settings.warmUpMillis(), settings.windowMillis(), this);
        this.meters = settings.metricsPort() == null ? null : new GeneratorMeters(settings.arms(), users);
        this.recorder = new RequestRecorder(recording, timeline, settings.model(), meters);
    }

    /**
     * Gets ready for the load, and waits until the target is.
     *
     * @throws RunException where there is nothing to load, or a port or file cannot be had
     */
    void prepare() {
        rehearse();
        serveMeters();
        announcer.booted();
        URI url = settings.url() == null ? input.awaitTarget() : settings.url();
        base = url.toString();
        urls = settings.arms().stream()
                .map(arm -> base + (arm.always() == null ? "" : arm.always().target()))
                .toList();
        if (settings.exitWithParent()) {
            // Arrivals of an open load are planned from the beginning on.
            input.endWithParent(settings.model() == LoadModel.CLOSED ? timeline::measureSoon : () -> {});
        }
    }

    /**
     * All users have ended: says and stores how it went.
     *
     * @throws RunException where a person is to read it and no request was answered; a program finds that in the files
     */
    void finish() {
        awaitWindowEnd();
        // Gatling waits for the head of a stream without a bound; who still does is cut off with the run.
        reading.forEach(user -> user.settle(true, "nothing came before the run's end"));
        recorder.recordAll();
        Recording.Totals totals = recording.totals();
        if (settings.out() != null) {
            new Outputs(settings.out()).write(report(totals), totals, timeline.secondsCut(), meters);
        }
        announcer.finished(settings, totals, recording.failures());
        input.close();
        if (meters != null) {
            meters.close();
        }
        if (settings.output() == Settings.Output.TEXT && totals.isNothingAnswered()) {
            throw new RunException(recording.failures().stream()
                    .findFirst()
                    .map(reason -> "no request was answered; the first failed with " + reason)
                    .orElse("no request was sent in the window"));
        }
    }

    @Override
    public void windowStarted(long epochMillis) {
        users.restart();
        windowStartEpochMillis = epochMillis;
        announcer.windowStarted(epochMillis);
    }

    @Override
    public void windowEnded(long epochMillis) {
        usersMax = users.max();
        windowEndEpochMillis = epochMillis;
        announcer.windowEnded(epochMillis);
    }

    /** When an arrival of an open load, counted from 0, is due. */
    long dueNanos(long arrival) {
        return timeline.originNanos() + settings.schedule().dueNanos(arrival);
    }

    /** Whether the time says which arm is sent. */
    boolean isStaged() {
        return settings.turns() instanceof Turns.Staged;
    }

    /** The arm of a load in stages that is sent at this time. */
    int stageAt(long nanos) {
        return settings.schedule().stageAt(nanos - timeline.originNanos());
    }

    /** A user waits for a stream, or reads it. */
    void reading(VirtualUser user) {
        reading.add(user);
    }

    /** A user has read its stream. */
    void read(VirtualUser user) {
        reading.remove(user);
    }

    /** In place of a request, before the first. */
    Ask idle() {
        return idle;
    }

    Settings settings() {
        return settings;
    }

    List<Arm> arms() {
        return settings.arms();
    }

    /** Where a request of an arm goes. */
    String url(int arm, Ask ask) {
        return arms().get(arm).always() == null ? base + ask.target() : urls.get(arm);
    }

    Recording recording() {
        return recording;
    }

    /** Where requests are put on record when they have ended. */
    RequestRecorder recorder() {
        return recorder;
    }

    Timeline timeline() {
        return timeline;
    }

    UserCount users() {
        return users;
    }

    /** Does once what the load will do, so that its beginning and its end need not wait for classes to be loaded. */
    private void rehearse() {
        var nobody = new Asker(0, 0);
        settings.arms().forEach(arm -> arm.ask(nobody).check().fault(new byte[] {'{', '}'}));
        Outputs.rehearse(settings.arms());
    }

    private void serveMeters() {
        if (meters != null && settings.metricsPort() != null) {
            try {
                announcer.metricsAt(meters.serve(settings.metricsPort()));
            } catch (IOException e) {
                throw new RunException(
                        "cannot serve metrics on 127.0.0.1:" + settings.metricsPort() + ": " + e.getMessage());
            }
        }
    }

    private void awaitWindowEnd() {
        try {
            timeline.awaitEnd();
        } catch (InterruptedException e) {
            throw new RunException("interrupted before the window's end");
        }
    }

    private GeneratorReport report(Recording.Totals totals) {
        boolean isClosed = settings.model() == LoadModel.CLOSED;
        return new GeneratorReport(
                GeneratorReport.SCHEMA,
                settings.scenario().name(),
                settings.parameters(),
                base,
                settings.model(),
                isClosed ? settings.users() : 0,
                isClosed ? 0 : settings.schedule().requestsPerSecond(),
                settings.seed(),
                windowStartEpochMillis,
                windowEndEpochMillis,
                totals.windowCounts(),
                totals.everCounts(),
                totals.lag().total().getValueAtPercentile(95),
                totals.lag().total().getMaxValue(),
                usersMax,
                recording.failures(),
                isClosed ? null : settings.schedule().arrivals(),
                totals.underWay(TimeUnit.MILLISECONDS.toNanos(settings.windowMillis())));
    }
}
