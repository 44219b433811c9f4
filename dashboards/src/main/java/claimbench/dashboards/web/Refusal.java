package claimbench.dashboards.web;

/** A request that gets no data: an HTTP status, and a sentence for whoever asked. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** It is not one of the requests that are allowed. */
    static Refusal badRequest(String sentence) {
        return new Refusal(400, sentence);
    }

    /** There is no such thing. */
    static Refusal notFound(String sentence) {
        return new Refusal(404, sentence);
    }

    /** It asks for a change. */
    static Refusal notAllowed(String sentence) {
        return new Refusal(405, sentence);
    }

    /** It was meant for another server. */
    static Refusal misdirected(String sentence) {
        return new Refusal(421, sentence);
    }

    /** It was allowed, and Prometheus could not answer it. */
    static Refusal badGateway(String sentence) {
        return new Refusal(502, sentence);
    }

    int status() {
        return status;
    }

    /** What {@link #getMessage} is for every exception, and never null here. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
