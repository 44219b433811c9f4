package claimbench.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes of a request line before Jetty's parser does, for what that takes and another reader might take for
 * something else: words apart by anything but one space, a version in small letters, bytes beyond ASCII. It cannot be told
 * to refuse these. One caller at a time.
 */
final class RequestLine {
    private int previous;
    private int spaces;
    private boolean over;

    /**
     * Looks at the next bytes, which stay where they are.
     *
     * @return what is wrong with them; null where nothing is
     */
    @Nullable
    String flaw(ByteBuffer bytes) {
        for (int index = bytes.position(); index < bytes.limit() && !over; index++) {
            int octet = bytes.get(index) & 0xFF;
            if (octet >= 0x7F) {
                return "a byte in the request line that is not visible ASCII";
            }
            if (octet == ' ') {
                if (previous == ' ') {
                    return "more than one space between the words of the request line";
                }
                spaces++;
            } else if (spaces == 2 && octet >= 'a' && octet <= 'z') {
                return "a version in small letters";
            }
            previous = octet;
            over = octet == '\n';
        }
        return null;
    }

    /** The next request line may come. */
    void reset() {
        previous = 0;
        spaces = 0;
        over = false;
    }
}
