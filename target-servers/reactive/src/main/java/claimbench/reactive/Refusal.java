package claimbench.reactive;

import claimbench.contract.Problem;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The headers of a request that stands in for bytes which are no request. It goes through the pipeline as others do, so
 * that its answer comes in turn after those of the requests before it; no client can send one.
 */
final class Refusal extends DefaultHttpHeaders {
    private final Problem problem;

    private Refusal(Problem problem) {
        this.problem = problem;
        set(HttpHeaderNames.HOST, "none");
        set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }

    /** The request to be answered with this problem, after which the connection ends. */
    static HttpRequest request(Problem problem) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", new Refusal(problem));
    }

    Problem problem() {
        return problem;
    }
}
