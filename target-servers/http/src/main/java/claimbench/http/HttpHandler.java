package claimbench.http;

import claimbench.contract.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request, in direct style: it may wait, in the model's own way, as long as the work takes. Called by as many
 * threads, or coroutines, as there are requests at once.
 */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers one request.
     *
     * @param method of HTTP, such as GET
     * @param path as sent, without the query
     * @param rawQuery as sent, without the question mark; null when there is none
     * @param accept the header of that name, if sent
     */
    Answer handle(String method, String path, @Nullable String rawQuery, @Nullable String accept);
}
