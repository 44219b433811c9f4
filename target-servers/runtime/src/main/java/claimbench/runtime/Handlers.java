package claimbench.runtime;

import claimbench.contract.Answer;
import claimbench.contract.Arguments;
import claimbench.contract.Route;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The work of a target in direct style, route by route: what a model does in its own way. Work returns when it is done,
 * and may throw whatever it likes; {@link Dispatcher} makes the answer of that. It is called by as many threads, or
 * coroutines, as there are requests at once.
 *
 * <p>Filled on one thread, while a server is made; then read by any.
 */
public final class Handlers {

    /**
     * The work of one route.
     *
     * @param <Q> what is asked
     * @param <A> what is answered
     */
    @FunctionalInterface
    public interface Work<Q, A> {
        A answer(Q request) throws Exception;
    }

    private final Map<Route, Work<Arguments, Reply>> works = new EnumMap<>(Route.class);

    /** Work whose result is answered as JSON, with status 200. */
    public <Q> Handlers json(Route route, Function<Arguments, Q> from, Work<Q, ?> work) {
        return reply(route, from, request -> new Reply.Whole(Answer.json(work.answer(request))));
    }

    /** Work that makes its answer itself. */
    public <Q> Handlers reply(Route route, Function<Arguments, Q> from, Work<Q, Reply> work) {
        if (works.put(route, arguments -> work.answer(from.apply(arguments))) != null) {
            throw new IllegalStateException(route + " is handled twice");
        }
        return this;
    }

    /** Does the work of a route. */
    Reply reply(Route route, Arguments arguments) throws Exception {
        Work<Arguments, Reply> work = works.get(route);
        if (work == null) {
            throw new IllegalStateException("no handler for " + route.path());
        }
        return work.answer(arguments);
    }
}
