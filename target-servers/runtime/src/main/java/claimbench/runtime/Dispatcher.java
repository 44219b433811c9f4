package claimbench.runtime;

import claimbench.contract.Answer;
import claimbench.contract.Arguments;
import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.MeterNames;
import claimbench.contract.Mode;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import claimbench.contract.WireName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request's line to its answer, for the models in direct style: finds the route, checks the arguments, calls the
 * handler, counts. Thread-safe where the handlers are; it holds no lock.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Handlers handlers;
    private final ServerMeters meters;
    private final AboutServer about;

    public Dispatcher(Handlers handlers, ServerMeters meters, AboutServer about) {
        this.handlers = handlers;
        this.meters = meters;
        this.about = about;
    }

    /**
     * Handles one request. Never throws for what a client sent, nor an exception that a handler threw; an Error, such as
     * a coroutine's cancellation, goes through.
     *
     * @param method of HTTP
     * @param path without the query
     * @param rawQuery as sent, without the question mark; null when there is none
     * @param accept the header of that name, if sent
     */
    public Answer dispatch(String method, String path, @Nullable String rawQuery, @Nullable String accept) {
        long startNanos = System.nanoTime();
        meters.received();
        Route route = null;
        WireName mode = null;
        Answer answer = null;
        try {
            route = Route.resolve(method, path);
            Arguments arguments = route.arguments(rawQuery);
            mode = mode(route, arguments);
            answer = answer(route, arguments, accept);
        } catch (ProblemException e) {
            answer = Answer.of(e.problem());
        } catch (Exception e) {
            answer = Answer.of(failure(e));
        } finally {
            // There is no answer where an Error goes through: the handler was cut off, or the JVM is in trouble.
            count(route, mode, answer, System.nanoTime() - startNanos);
        }
        return answer;
    }

    private void count(@Nullable Route route, @Nullable WireName mode, @Nullable Answer answer, long nanos) {
        if (answer != null) {
            meters.answered(route, mode, answer.status(), nanos);
        } else {
            meters.abandoned(route == null ? MeterNames.ROUTE_NONE : route.path(), mode, nanos);
        }
    }

    /** The problem that a handler's failure is answered with; the log has the rest under the same id. */
    public static Problem failure(Throwable failure) {
        if (failure instanceof IOException) {
            LOG.warn("upstream failed: {}", failure.toString());
            return Problem.upstreamFailed("the upstream failed: " + failure.getMessage());
        }
        String id = UUID.randomUUID().toString();
        LOG.error("request failed, id {}", id, failure);
        return Problem.failure(id);
    }

    /** The mode that a request asks for; null where its route has none. */
    public static @Nullable Mode mode(Route route, Arguments arguments) {
        return switch (route) {
            case FANOUT -> arguments.get(FanoutRequest.MODE);
            case CPU -> arguments.get(CpuRequest.MODE);
            case PLAINTEXT, WAIT, HEALTH, ABOUT, METRICS -> null;
        };
    }

    private Answer answer(Route route, Arguments arguments, @Nullable String accept) throws Exception {
        return switch (route) {
            case PLAINTEXT -> Answer.PLAINTEXT;
            case WAIT -> Answer.json(handlers.waitFor(WaitRequest.from(arguments)));
            case FANOUT -> Answer.json(handlers.fanout(FanoutRequest.from(arguments)));
            case CPU -> Answer.json(handlers.cpu(CpuRequest.from(arguments)));
            case HEALTH -> Answer.READY;
            case ABOUT -> Answer.json(about.about());
            case METRICS -> metrics(meters, accept);
        };
    }

    /** The answer of {@link Route#METRICS}. */
    public static Answer metrics(ServerMeters meters, @Nullable String accept) {
        return new Answer(
                200,
                ServerMeters.contentType(accept),
                meters.scrape(accept).getBytes(StandardCharsets.UTF_8),
                Map.of());
    }
}
