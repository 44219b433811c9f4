package claimbench.reactive;

import claimbench.contract.ClientRequest;
import claimbench.contract.Problem;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent that is to be answered: a request that is whole, or bytes that are none.
 *
 * @param head as Reactor Netty is to see it
 * @param body without transfer coding; empty where there is none or the method takes none. Not to be changed
 * @param refusal why it is refused; null for a request
 */
@SuppressWarnings("ArrayRecordComponent") // a body is compared nowhere
record Received(HttpRequest head, byte[] body, @Nullable Problem refusal) {

    static Received request(HttpRequest head, byte[] body) {
        return new Received(head, body, null);
    }

    /**
     * Stands for bytes that are no request: it goes through the pipeline as others do, so that its answer comes in turn
     * after those of the requests before it, and the connection ends with that.
     */
    static Received refused(Problem problem) {
        var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        head.headers().set(HttpHeaderNames.HOST, "none").set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return new Received(head, ClientRequest.NO_BODY, problem);
    }
}
