package claimbench.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure as a client reads it (RFC 9457, {@code application/problem+json}).
 *
 * @param title what kind of problem, the same words for each of its kind
 * @param status the HTTP status
 * @param detail what is wrong with this request and what is allowed
 * @param parameter the query parameter at fault, if one is
 * @param id the id under which the server's log holds more, for a failure of the server
 * @param allow the value of the header Allow, for a wrong method; not in the body
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String title,
        int status,
        String detail,
        @Nullable String parameter,
        @Nullable String id,
        @JsonIgnore @Nullable String allow) {

    /** The media type of a problem's body. */
    public static final String CONTENT_TYPE = "application/problem+json";

    public static Problem badParameter(String parameter, String detail) {
        return new Problem("Bad parameter", 400, detail, parameter, null, null);
    }

    public static Problem badRequest(int status, String detail) {
        return new Problem("Bad request", status, detail, null, null, null);
    }

    public static Problem unknownRoute(String path) {
        return new Problem(
                "Unknown route",
                404,
                "no route " + abbreviate(path) + "; there are " + Route.paths(),
                null,
                null,
                null);
    }

    public static Problem wrongMethod(String method, Route route) {
        return new Problem(
                "Wrong method",
                405,
                abbreviate(method) + " is not allowed on " + route.path() + "; " + route.allowed(),
                null,
                null,
                route.allow());
    }

    public static Problem overloaded(String detail) {
        return new Problem("Overloaded", 503, detail, null, null, null);
    }

    /**
     * A request that finds no place to wait for a connection to the database.
     *
     * @param waitingMax how many may wait
     */
    public static Problem databaseQueueFull(int waitingMax) {
        return overloaded(waitingMax
                + " requests wait for a connection to the database, which is as many as may; try again later");
    }

    /**
     * A request that has waited for a connection to the database in vain.
     *
     * @param waitMax for how long
     */
    public static Problem databaseWaitTooLong(Duration waitMax) {
        return overloaded(
                "no connection to the database came free within " + waitMax.toMillis() + " ms; try again later");
    }

    /**
     * A request whose call of the upstream has waited for its turn in vain.
     *
     * @param waitMax for how long
     */
    public static Problem upstreamWaitTooLong(Duration waitMax) {
        return overloaded(
                "no connection to the upstream came free within " + waitMax.toMillis() + " ms; try again later");
    }

    /**
     * A request for a task in the background, which has no room for it.
     *
     * @param tasksMax how many may run or wait there
     */
    public static Problem backgroundFull(int tasksMax) {
        return overloaded(
                tasksMax + " background tasks run or wait, which is as many as there may be; try again later");
    }

    /**
     * A request for a call that blocks, which finds no place to wait for a thread.
     *
     * @param waitingMax how many may wait
     */
    public static Problem offLoadQueueFull(int waitingMax) {
        return overloaded(waitingMax
                + " requests wait for a thread that may be blocked, which is as many as may; try again later");
    }

    public static Problem upstreamFailed(String detail) {
        return new Problem("Upstream failed", 502, detail, null, null, null);
    }

    public static Problem databaseFailed(String detail) {
        return new Problem("Database failed", 502, detail, null, null, null);
    }

    /** What was asked for took longer than the client allowed. */
    public static Problem deadlineExceeded(String detail) {
        return new Problem("Deadline exceeded", 504, detail, null, null, null);
    }

    public static Problem noSuchUser(int id) {
        return new Problem("No such user", 404, "there is no user " + id, null, null, null);
    }

    /** A body that is not what the route takes. */
    public static Problem badBody(String detail) {
        return new Problem("Bad body", 400, detail, null, null, null);
    }

    public static Problem failure(String id) {
        return new Problem(
                "Failure", 500, "the handler failed; the server's log has more under this id", null, id, null);
    }

    /** What a client sent, short enough to be shown back to it. */
    static String abbreviate(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
