package claimbench.runtime;

import claimbench.contract.Answer;
import claimbench.contract.Arguments;
import claimbench.contract.ClientRequest;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.WireName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its reply, for the models in direct style: finds the route, checks the arguments, lets the request in,
 * calls the handler, counts. Thread-safe where the handlers are; it holds no lock.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Handlers handlers;
    private final ServerMeters meters;
    private final AboutServer about;
    private final Admission admission;

    /**
     * A dispatcher.
     *
     * @param admission shared by all dispatchers of a process
     */
    public Dispatcher(Handlers handlers, ServerMeters meters, AboutServer about, Admission admission) {
        this.handlers = handlers;
        this.meters = meters;
        this.about = about;
        this.admission = admission;
    }

    /**
     * Handles one request. Never throws for what a client sent, nor an exception that a handler threw; an Error, such as
     * a coroutine's cancellation, goes through. A streamed reply is in flight until its body has been written, which its
     * caller must do, or at least begin, unless the request's method is HEAD. A body that fails before it has sent
     * anything throws a {@link ProblemException}, to be answered in its place.
     */
    public Reply dispatch(ClientRequest request) {
        var flight = new Flight();
        meters.received();
        boolean done = false;
        try {
            Reply reply = flight.reply(request);
            done = true;
            return reply;
        } catch (ProblemException e) {
            done = true;
            return flight.landed(Answer.of(e.problem()));
        } catch (Exception e) {
            done = true;
            return flight.landed(Answer.of(failure(e)));
        } finally {
            if (!done) {
                // An Error goes through: the handler was cut off, or the JVM is in trouble.
                flight.crashed();
            }
        }
    }

    /** A request from its first line to its last byte. */
    private final class Flight {
        private final long startNanos = System.nanoTime();
        private @Nullable Route route;
        private @Nullable WireName mode;
        private boolean admitted;

        private Reply reply(ClientRequest request) throws Exception {
            Route resolved = Route.resolve(request.method(), request.path());
            route = resolved;
            Arguments arguments = resolved.arguments(request);
            mode = resolved.mode(arguments);
            admission.enter(resolved);
            admitted = true;
            return switch (work(resolved, arguments, request.accept())) {
                case Reply.Whole(Answer answer) -> landed(answer);
                case Reply.Streamed(String type, Reply.Body body) -> {
                    if (request.method().equals("HEAD")) {
                        // There is no body to fly: the head is the whole answer.
                        ended(200);
                        yield new Reply.Streamed(type, client -> {});
                    }
                    yield new Reply.Streamed(type, client -> fly(body, new Begun(client)));
                }
            };
        }

        private void fly(Reply.Body body, Begun client) throws Exception {
            boolean done = false;
            try {
                body.writeTo(client);
                ended(200);
                done = true;
            } catch (Exception e) {
                if (!client.begun && !isInterruption(e)) {
                    Problem problem = e instanceof ProblemException known ? known.problem() : failure(e);
                    ended(problem.status());
                    done = true;
                    throw new ProblemException(problem);
                }
                if (!client.failed && !isInterruption(e)) {
                    LOG.warn("a stream of {} broke off: {}", route, e.toString());
                }
                throw e;
            } finally {
                if (!done) {
                    crashed();
                }
            }
        }

        private Reply landed(Answer answer) {
            ended(answer.status());
            return new Reply.Whole(answer);
        }

        private void ended(int status) {
            meters.answered(route, mode, status, nanos());
            leave();
        }

        private void crashed() {
            meters.abandoned(route, mode, nanos());
            leave();
        }

        private void leave() {
            if (admitted && route != null) {
                admission.leave(route);
            }
        }

        private long nanos() {
            return System.nanoTime() - startNanos;
        }
    }

    /** Remembers whether the answer has begun: from then on it can't become another; and whether the client has failed. */
    private static final class Begun implements Reply.Sink {
        private final Reply.Sink client;
        private boolean begun;
        private boolean failed;

        Begun(Reply.Sink client) {
            this.client = client;
        }

        @Override
        public void begin() throws IOException {
            begun = true;
            failed = true;
            client.begin();
            failed = false;
        }

        @Override
        public void send(byte[] part) throws IOException {
            begun = true;
            failed = true;
            client.send(part);
            failed = false;
        }
    }

    /** The work was told to end, since its client left or the server stops: nobody waits for an answer. */
    private static boolean isInterruption(Exception e) {
        return e instanceof InterruptedException || e instanceof InterruptedIOException;
    }

    /** The problem that a handler's failure is answered with; the log has the rest under the same id. */
    public static Problem failure(Throwable failure) {
        if (failure instanceof IOException) {
            LOG.warn("upstream failed: {}", failure.toString());
            return Problem.upstreamFailed("the upstream failed: " + failure.getMessage());
        }
        if (failure instanceof SQLException) {
            LOG.warn("database failed: {}", failure.toString());
            return Problem.databaseFailed("the database failed: " + failure.getMessage());
        }
        String id = UUID.randomUUID().toString();
        LOG.error("request failed, id {}", id, failure);
        return Problem.failure(id);
    }

    private Reply work(Route route, Arguments arguments, @Nullable String accept) throws Exception {
        return switch (route) {
            case PLAINTEXT -> new Reply.Whole(Answer.PLAINTEXT);
            case HEALTH -> new Reply.Whole(Answer.READY);
            case ABOUT -> new Reply.Whole(Answer.json(about.about()));
            case METRICS -> new Reply.Whole(metrics(meters, accept));
            default -> handlers.reply(route, arguments);
        };
    }

    /** The answer of {@link Route#METRICS}. */
    public static Answer metrics(ServerMeters meters, @Nullable String accept) {
        return new Answer(200, ServerMeters.contentType(accept), meters.scrape(accept), Map.of());
    }
}
