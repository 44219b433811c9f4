package claimbench.http;

import java.io.IOException;

/** The peer has sent its last byte, or reset the connection, while something was being done for it. */
public final class PeerLeftException extends IOException {
    /**
     * The peer has left.
     *
     * @param work how the work that was interrupted, or cancelled, ended
     */
    public PeerLeftException(Throwable work) {
        super("the peer has left", work);
    }
}
