package claimbench.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
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

/**
 * What all simulations share. Gatling gives the users, their pace and the HTTP client; what its log can't hold (it counts
 * in whole milliseconds and doesn't know when a request was due) is recorded here, around each request:
 *
 * <pre>
 * note the time → send → (answer: note the time, check it) → settle: record time, lag, success
 * </pre>
 */
abstract class LoadSimulation extends Simulation {
    private static final String USER = "user";

    /**
     * How long a user of a closed load waits after a request that failed. A server that refuses does so in no time, and
     * users who asked again at once would only keep the machine busy with refusals.
     */
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final LoadRun run;

    LoadSimulation(Scenario scenario) {
        var properties = new Properties();
        properties.putAll(System.getProperties());
        // Where Gatling was started without the generator, its choice of class says what the scenario is.
        properties.setProperty(Settings.PREFIX + "scenario", scenario.name());
        Settings settings = Settings.from(properties);
        this.run = new LoadRun(settings);
        Injection injection = new Injection(settings);
        setUp(shaped(scenario(scenario.name()), injection)
                .injectOpen(injection.steps())
                .protocols(protocol(settings)));
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
        ChainBuilder turn = exec(session -> {
                    user(session).startNext();
                    return session;
                })
                .exec(request())
                .exec(LoadSimulation::settle)
                .exec(doIf(session -> user(session).hasFailed())
                        .then(pause(PAUSE_AFTER_FAILURE).exec(session -> {
                            user(session).rested();
                            return session;
                        })));
        return scenario.exec(this::arrive)
                .exec(pause(session -> injection.delay(arrival(session))))
                .exec(session -> {
                    run.users().arrived();
                    user(session).rested();
                    return session;
                })
                // Not "as soon as possible": a request that has been sent is waited for.
                .exec(asLongAs(session -> run.timeline().isOpenAt(System.nanoTime()), false)
                        .on(turn))
                .exec(this::leave);
    }

    /** Each user asks once, at its time. */
    private ScenarioBuilder open(ScenarioBuilder scenario, Injection injection) {
        ChainBuilder request = pause(session -> untilNanos(run.dueNanos(arrival(session))))
                .exec(session -> {
                    run.users().arrived();
                    user(session).startArrival(run.dueNanos(arrival(session)));
                    return session;
                })
                .exec(request())
                .exec(LoadSimulation::settle)
                .exec(this::leave);
        return scenario.exec(this::arrive)
                .exec(doIf(session -> sends(injection, arrival(session))).then(request));
    }

    private boolean sends(Injection injection, long arrival) {
        return injection.sends(arrival) && run.timeline().isOpenAt(run.dueNanos(arrival));
    }

    private static HttpRequestActionBuilder request() {
        return http(session -> user(session).arm().name())
                .get(session -> user(session).url())
                .transformResponse(LoadSimulation::answered)
                .check(status().validate("answer", LoadSimulation::checked));
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
        user(session).settle(session.isFailed(), session.isFailed() ? FailureReasons.take(session.userId()) : null);
        return session.isFailed() ? session.markAsSucceeded() : session;
    }

    private Session arrive(Session session) {
        var user = new VirtualUser(run, arrival(session));
        run.timeline().begun();
        return session.set(USER, user);
    }

    private Session leave(Session session) {
        run.users().left();
        return session;
    }

    /** Gatling's timer counts whole milliseconds; the nearest one is at most half of one late or early. */
    private static Duration untilNanos(long nanos) {
        return Duration.ofMillis(Math.max(0, Math.round((nanos - System.nanoTime()) / 1e6)));
    }

    /** Gatling counts its users from 1. */
    private static long arrival(Session session) {
        return session.userId() - 1;
    }

    private static VirtualUser user(Session session) {
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
