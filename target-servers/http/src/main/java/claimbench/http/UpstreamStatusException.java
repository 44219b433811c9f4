package claimbench.http;

import claimbench.contract.UpstreamFailure;
import java.io.IOException;

/** The upstream has answered, with a status that is no success. */
public final class UpstreamStatusException extends IOException {
    private final int status;

    UpstreamStatusException(String target, int status) {
        super(UpstreamFailure.status(target, status));
        this.status = status;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** Whether the upstream says of itself that it is in trouble for now, rather than that the call was wrong. */
    public boolean mayPass() {
        return status == 502 || status == 503 || status == 504;
    }
}
