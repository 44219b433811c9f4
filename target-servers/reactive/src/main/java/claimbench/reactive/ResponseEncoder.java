package claimbench.reactive;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Netty's encoder, told which request is being answered, since the answer to HEAD has no body. For one connection. */
final class ResponseEncoder extends HttpResponseEncoder {
    private boolean toHead;

    /** The answers to come are to a request of this method. */
    void answering(HttpMethod method) {
        toHead = method.equals(HttpMethod.HEAD);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return toHead || super.isContentAlwaysEmpty(response);
    }
}
