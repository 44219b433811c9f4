package claimbench.load;

import static claimbench.load.LoadSimulation.user;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;

/**
 * A request whose answer is a stream of events, by Gatling's client for server-sent events.
 *
 * <p>Gatling looks for one event that matches, and lets the others go by. Here every event is noted, with the time, while
 * Gatling asks whether it matches; the end of the stream does, and whatever is wrong. So one step of Gatling's waits for the
 * whole stream, however many tokens it has, and its log has one line for it:
 *
 * <pre>
 * connect → head      token → noted, no match     …     done → noted, matches → settle
 * </pre>
 *
 * <p>The time of an event is taken on the client's event loop when its bytes have been read and decoded, in nanoseconds.
 * Tokens that come in one read are a few microseconds apart, and a loop that is busy with other users is that much late: the
 * lag of requests says how much.
 *
 * @param name of the arm
 * @param timeout from the head of the answer to its end
 */
record StreamRequest(String name, Duration timeout) {
    /** Under which Gatling's session keeps the open stream. */
    private static final String STREAM = "stream";

    private static final String END = "end";

    /** The end of the connection's answer comes just behind the last event; it is free for the next request then. */
    private static final Duration PAUSE_AFTER_STREAM = Duration.ofMillis(1);

    ChainBuilder chain() {
        ChainBuilder close = exec(Session::markAsSucceeded)
                .exec(sse(StreamCounts.closeName(name)).sseName(STREAM).close())
                .exec(session -> {
                    // What the server has closed already can't be closed; Gatling calls that a failure.
                    if (!session.isFailed()) {
                        user(session).closed();
                    }
                    return session.markAsFailed();
                });
        ChainBuilder read = exec(sse(name)
                        .sseName(STREAM)
                        .setCheck()
                        .await(timeout)
                        .on(sse.checkMessage(name).matching(end()).check(good())))
                .exec(session -> {
                    user(session).read(!session.isFailed());
                    return session;
                })
                .exec(doIf(Session::isFailed).then(close))
                .exec(doIf(session -> !session.isFailed()).then(pause(PAUSE_AFTER_STREAM)));
        return exec(sse(StreamCounts.connectName(name))
                        .sseName(STREAM)
                        .get(session -> user(session).url()))
                .exec(session -> {
                    user(session).connected(!session.isFailed());
                    return session;
                })
                .exec(doIf(session -> !session.isFailed()).then(read))
                .exec(session -> session.remove(STREAM));
    }

    private static CheckBuilder end() {
        return bodyString()
                .transformWithSession((event, session) -> user(session).received(event) ? END : "")
                .is(END);
    }

    private static CheckBuilder good() {
        return bodyString().validate("answer", (event, session) -> {
            String fault = user(session).fault();
            if (fault != null) {
                throw new RunException(fault);
            }
            return event;
        });
    }
}
