package claimbench.harness.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * When the calls of a few single requests were made: the content of {@code spans.json}. They were sent one by one when the load
 * had ended, to a target that was warm and idle, and nothing that is measured rests on them: they are for a picture.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param requests in the order in which they were sent
 */
@JsonPropertyOrder({"schema", "requests"})
public record Spans(int schema, List<Request> requests) {
    public static final int SCHEMA = 1;

    /**
     * A request, by the clock of who sent it.
     *
     * @param name of this kind of request
     * @param target that was asked for: path and query
     * @param startEpochMicros when it was sent, in microseconds since the epoch
     * @param endEpochMicros when its answer had been read
     * @param calls of the upstream that it led to, by index
     */
    @JsonPropertyOrder({"name", "target", "startEpochMicros", "endEpochMicros", "calls"})
    public record Request(String name, String target, long startEpochMicros, long endEpochMicros, List<Call> calls) {
        public Request {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A call of the upstream, by the upstream's clock, which is that of the same machine.
     *
     * @param call its index
     * @param startEpochMicros when it had come there
     * @param endEpochMicros when its answer was handed to its connection
     */
    @JsonPropertyOrder({"call", "startEpochMicros", "endEpochMicros"})
    public record Call(int call, long startEpochMicros, long endEpochMicros) {}

    public Spans {
        requests = List.copyOf(requests);
    }
}
