package claimbench.contract;

/**
 * What a server takes from a client; more is refused and the connection closed.
 *
 * @param headBytesMax longest head in bytes, request line included: a longer request line gets 414, a longer head 431
 * @param bodyBytesMax longest body in bytes, as decoded: a longer one gets 413
 */
public record HttpLimits(int headBytesMax, int bodyBytesMax) {
    /** The limits of every target: a head of 8 KiB and a body of 64 KiB. */
    public static final HttpLimits DEFAULT = new HttpLimits(8 * 1024, 64 * 1024);

    /** Limits of at least one byte. */
    public HttpLimits {
        if (headBytesMax < 1 || bodyBytesMax < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1 byte, not " + headBytesMax + " and " + bodyBytesMax);
        }
    }
}
