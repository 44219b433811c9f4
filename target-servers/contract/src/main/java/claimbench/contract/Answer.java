package claimbench.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer, ready to be sent: the same bytes on every target.
 *
 * @param status of HTTP
 * @param contentType of the body
 * @param body not to be changed
 * @param headers beyond content type and length
 */
@SuppressWarnings("ArrayRecordComponent") // a body is compared nowhere, and is sent as it is
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";

    /** The answer of {@link Route#PLAINTEXT}. */
    public static final Answer PLAINTEXT = text("Hello, World!");

    /**
     * The answer of {@link Route#HEALTH}. There is no other: a server that is not ready yet, or that is told to end, has its port
     * closed, and refuses the connection on which it could be asked.
     */
    public static final Answer READY = json(Map.of("status", "ready"));

    public static Answer text(String text) {
        return new Answer(200, TEXT, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A value, most often a record, as JSON. */
    public static Answer json(Object value) {
        return new Answer(200, JSON, Json.MAPPER.writeValueAsBytes(value), Map.of());
    }

    /** The answer to a request that has made something new, which is found at this path from now on. */
    public static Answer created(String path, Object value) {
        return new Answer(201, JSON, Json.MAPPER.writeValueAsBytes(value), Map.of("Location", path));
    }

    public static Answer of(Problem problem) {
        return new Answer(
                problem.status(),
                Problem.CONTENT_TYPE,
                Json.MAPPER.writeValueAsBytes(problem),
                problem.allow() != null
                        ? Map.of("Allow", problem.allow())
                        : problem.status() == 503 ? Map.of("Retry-After", "1") : Map.of());
    }
}
