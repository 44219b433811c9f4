package claimbench.http;

import claimbench.contract.ClientRequest;
import claimbench.runtime.Reply;

/**
 * Answers a request, in direct style: it may wait, in the model's own way, as long as the work takes. Called by as many
 * threads, or coroutines, as there are requests at once.
 */
@FunctionalInterface
public interface HttpHandler {
    /** Answers one request; the body of a streamed reply is called by the same thread, or coroutine, that called this. */
    Reply handle(ClientRequest request);
}
