package claimbench.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What all simulations share. Gatling gives the users, their pace and the HTTP client; what its log can't hold (it counts
 * in whole milliseconds and doesn't know when a request was due) is recorded here, around each request:
 *
 * <pre>
 * note the time → send → (answer: note the time, check it) → settle: note times and success, to be recorded
 * </pre>
 */
abstract class LoadSimulation extends Simulation {
    private static final String USER = "user";

    /**
     * How long a user of a closed load waits after a request that failed. A server that refuses does so in no time, and
     * users who asked again at once would only keep the machine busy with refusals.
     */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    /** How much longer than its requests allow a run may take. */
    private static final Duration END_MAX = Duration.ofSeconds(10);

    private final LoadRun run;

    /** What the turn of each user of a closed load is, where not all are recorded; each is its user's alone. */
    private final RecordingTurn[] turns;

    LoadSimulation(Scenario scenario) {
        var properties = new Properties();
        properties.putAll(System.getProperties());
        // Where Gatling was started without the generator, its choice of class says what the scenario is.
        properties.setProperty(Settings.PREFIX + "scenario", scenario.name());
        Settings settings = Settings.from(properties);
        this.run = new LoadRun(settings);
        this.turns = new RecordingTurn[settings.users()];
        Injection injection = new Injection(settings);
        setUp(shaped(scenario(scenario.name()), injection)
                        .injectOpen(injection.steps())
                        .protocols(protocol(settings)))
                .maxDuration(atMost(settings));
    }

    @Override
    public void before() {
        run.prepare();
    }

    @Override
    public void after() {
        run.finish();
    }

    private ScenarioBuilder shaped(ScenarioBuilder scenario, Injection injection) {
        return switch (run.settings().model()) {
            case CLOSED -> closed(scenario, injection);
            case OPEN -> open(scenario, injection);
        };
    }

    /** Each user asks again as soon as it has its answer, or some time after a failure, until the window ends. */
    private ScenarioBuilder closed(ScenarioBuilder scenario, Injection injection) {
        return scenario.exec(this::arrive)
                .exec(pause(session -> injection.delay(place(session))))
                .exec(session -> {
                    run.users().arrived();
                    return rested(session);
                })
                // Not "as soon as possible": a request that has been sent is waited for.
                .exec(
                        run.settings().recordingInTurns()
                                ? asLongAs(this::startsRecordedOrNot, false)
                                        .on(doSwitch(this::turnOf)
                                                .on(
                                                        onCase(RecordingTurn.RECORDED)
                                                                .then(turn()),
                                                        onCase(RecordingTurn.CHECKED)
                                                                .then(unrecorded(true)),
                                                        onCase(RecordingTurn.BARE)
                                                                .then(unrecorded(false))))
                                : asLongAs(this::startsNext, false).on(turn()))
                .exec(this::leave);
    }

    /**
     * A turn has no step of Gatling's that an unrecorded one has not, since each costs time: what is to be noted before a request is
     * noted in the condition of the loop, and what after it in that of the pause. Gatling asks both once a turn.
     */
    private ChainBuilder turn() {
        ChainBuilder turn = exec(request())
                .exec(doIf(LoadSimulation::hasFailed)
                        .then(exec(Session::markAsSucceeded)
                                .exec(pause(PAUSE_AFTER_FAILURE))
                                .exec(LoadSimulation::rested)));
        return thinkMs() > 0 ? turn.exec(think()) : turn;
    }

    /** Whether there is another turn; then it begins. */
    private boolean startsNext(Session session) {
        boolean isOpen = run.timeline().isOpenAt(System.nanoTime());
        if (isOpen) {
            user(session).startNext();
        }
        return isOpen;
    }

    /** As {@link #startsNext}, where the time says whether the turn is recorded. A turn that is not has nothing else of ours. */
    private boolean startsRecordedOrNot(Session session) {
        long nowNanos = System.nanoTime();
        boolean isOpen = run.timeline().isOpenAt(nowNanos);
        RecordingTurn turn = RecordingTurn.of(Math.floorDiv(run.timeline().millisAt(nowNanos), RecordingTurn.MILLIS));
        turns[Math.toIntExact(place(session))] = turn;
        if (isOpen && turn == RecordingTurn.RECORDED) {
            user(session).startNext();
        }
        return isOpen;
    }

    private RecordingTurn turnOf(Session session) {
        return turns[Math.toIntExact(place(session))];
    }

    /** Whether the request has failed, which has ended. */
    private static boolean hasFailed(Session session) {
        boolean failed = session.isFailed();
        user(session).settle(failed, failed ? reason(session) : null);
        return failed;
    }

    /** The same request without what is ours: what that costs is the difference. */
    private ChainBuilder unrecorded(boolean isBodyChecked) {
        Arm arm = run.arms().getFirst();
        Ask ask = Objects.requireNonNull(arm.always(), "a request that is always the same");
        HttpRequestActionBuilder request = http(arm.name()).get(session -> run.url(0, ask));
        if (isBodyChecked) {
            request = request.transformResponse((response, session) -> {
                String fault =
                        ask.fault(response.status().code(), response.body().bytes());
                if (fault != null) {
                    throw new RunException(fault);
                }
                return response;
            });
        }
        return exec(request.check(status().is(ask.status())))
                .exec(doIf(Session::isFailed).then(pause(PAUSE_AFTER_FAILURE).exec(Session::markAsSucceeded)));
    }

    /** Each user comes at its time and asks once; on a journey, it goes to its end. */
    private ScenarioBuilder open(ScenarioBuilder scenario, Injection injection) {
        ChainBuilder visit = pause(session -> untilNanos(user(session).dueNanos()))
                .exec(session -> {
                    run.users().arrived();
                    user(session).startArrival();
                    return session;
                })
                .exec(request())
                .exec(LoadSimulation::settle);
        for (int step = 1; step < requestsOfAVisit(); step++) {
            visit = visit.exec(think())
                    .exec(LoadSimulation::startNext)
                    .exec(request())
                    .exec(LoadSimulation::settle);
        }
        return scenario.exec(session -> {
                    long arrival = injection.arrival(place(session));
                    run.timeline().begun();
                    return arrival < 0 ? session : session.set(USER, VirtualUser.arriving(run, arrival));
                })
                .exec(doIf(session -> session.contains(USER)).then(visit.exec(this::leave)));
    }

    private int requestsOfAVisit() {
        return run.settings().turns() instanceof Turns.Journey ? run.arms().size() : 1;
    }

    private int thinkMs() {
        return run.settings().turns() instanceof Turns.Journey(int thinkMs) ? thinkMs : 0;
    }

    private ChainBuilder think() {
        return pause(session -> user(session).thought(thinkMs())).exec(LoadSimulation::rested);
    }

    /** Sends the request of whatever kind it is, and ends with its answer. Only kinds that occur cost a step. */
    private ChainBuilder request() {
        // Only what differs is looked up.
        Arm only = run.arms().getFirst();
        Ask always = run.arms().size() == 1 ? only.always() : null;
        var named = run.arms().size() == 1 ? http(only.name()) : http(LoadSimulation::name);
        ChainBuilder request = exec(
                checked(always == null ? named.get(LoadSimulation::url) : named.get(session -> run.url(0, always))));
        if (run.arms().stream().anyMatch(arm -> arm.manner() == Arm.Manner.POST)) {
            request = exec(doIfOrElse(session -> user(session).arm().manner() == Arm.Manner.POST)
                    .then(exec(checked(http(LoadSimulation::name)
                            .post(LoadSimulation::url)
                            .header("Content-Type", "application/json")
                            .body(StringBody(session -> user(session).body())))))
                    .orElse(request));
        }
        for (int arm = 0; arm < run.arms().size(); arm++) {
            if (run.arms().get(arm).isStream()) {
                int index = arm;
                var stream = new StreamRequest(
                        run.arms().get(arm).name(),
                        Duration.ofMillis(run.settings().timeoutMillis()));
                request = exec(doIfOrElse(session -> user(session).armIndex() == index)
                        .then(stream.chain())
                        .orElse(request));
            }
        }
        return request;
    }

    private static HttpRequestActionBuilder checked(HttpRequestActionBuilder request) {
        return request.transformResponse(LoadSimulation::answered)
                .check(status().validate("answer", LoadSimulation::checked));
    }

    private static String name(Session session) {
        return user(session).arm().name();
    }

    private static String url(Session session) {
        return user(session).url();
    }

    private static Session startNext(Session session) {
        user(session).startNext();
        return session;
    }

    private static Session rested(Session session) {
        user(session).rested();
        return session;
    }

    private static Response answered(Response response, Session session) {
        user(session).answered(response.status().code(), response.body().bytes());
        return response;
    }

    private static Integer checked(Integer status, Session session) {
        String fault = user(session).fault();
        if (fault != null) {
            throw new RunException(fault);
        }
        return status;
    }

    private static Session settle(Session session) {
        return hasFailed(session) ? session.markAsSucceeded() : session;
    }

    private static @Nullable String reason(Session session) {
        // A stream that did not so much as connect may have told both; neither is to be left for later.
        String ofUser = FailureReasons.take(session.userId());
        if (!user(session).arm().isStream()) {
            return ofUser;
        }
        String ofStream = FailureReasons.takeOfStream();
        return ofStream == null ? ofUser : ofStream;
    }

    private Session arrive(Session session) {
        var user = VirtualUser.staying(run, place(session));
        run.timeline().begun();
        return session.set(USER, user);
    }

    private Session leave(Session session) {
        run.users().left();
        // Whatever it was that went wrong for it, nobody asks any more.
        var _ = FailureReasons.take(session.userId());
        return session;
    }

    /** Gatling's timer counts whole milliseconds; the nearest one is at most half of one late or early. */
    private static Duration untilNanos(long nanos) {
        return Duration.ofMillis(Math.max(0, Math.round((nanos - System.nanoTime()) / 1e6)));
    }

    /** Counted from 0; Gatling counts its users from 1. */
    private static long place(Session session) {
        return session.userId() - 1;
    }

    /**
     * When a run that does not end by itself is cut off: a request may take its time, on a journey each of them, and
     * nothing else does.
     */
    private Duration atMost(Settings settings) {
        long visitMillis = requestsOfAVisit() * (settings.timeoutMillis() + 2L * thinkMs());
        return Duration.ofMillis(settings.warmUpMillis() + settings.windowMillis() + visitMillis)
                .plus(END_MAX);
    }

    static VirtualUser user(Session session) {
        return Objects.requireNonNull(session.<VirtualUser>get(USER), "a user of this simulation");
    }

    private static HttpProtocolBuilder protocol(Settings settings) {
        HttpProtocolBuilder protocol = http.disableWarmUp()
                .disableCaching()
                .disableAutoReferer()
                .disableAutoOrigin()
                .disableFollowRedirect()
                .disableUrlEncoding();
        return switch (settings.model()) {
            // A user keeps its connection: as many connections as users.
            case CLOSED -> protocol;
            // A user comes and goes; its connection stays, for the next.
            case OPEN -> protocol.shareConnections();
        };
    }
}
