package claimbench.http;

import claimbench.contract.HostHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a head's line {@code Host} before Jetty's parser does, which in its strict mode refuses an empty port, and in the
 * other hands on what it has made of the line, a guess where that is none. One caller at a time.
 */
final class HostLine {
    private static final String NAME = "host:";

    private final StringBuilder value = new StringBuilder();
    private int column;
    private boolean named = true;
    private boolean begun;
    private boolean over;

    /**
     * Looks at the next bytes of a head, which stay where they are; what is behind it is not looked at.
     *
     * @return what is wrong with them; null where nothing is
     */
    @Nullable
    String flaw(ByteBuffer bytes) {
        for (int index = bytes.position(); index < bytes.limit() && !over; index++) {
            byte octet = bytes.get(index);
            if (octet == '\n') {
                // Before a request there may be an empty line; the next one is the head's end.
                over = begun && column == 0;
                begun |= column > 0;
                if (isHost() && !HostHeader.isSound(value.toString().strip())) {
                    return "the header Host must be HOST or HOST:PORT";
                }
                endLine();
            } else if (octet != '\r' || column > 0) {
                if (column < NAME.length()) {
                    // Of letters and the colon, which has that bit already.
                    named &= (octet | 0x20) == NAME.charAt(column);
                } else if (named) {
                    value.append((char) (octet & 0xFF));
                }
                column++;
            }
        }
        return null;
    }

    private boolean isHost() {
        return named && column >= NAME.length();
    }

    private void endLine() {
        column = 0;
        named = true;
        value.setLength(0);
    }

    /** The next head may come. */
    void reset() {
        endLine();
        begun = false;
        over = false;
    }
}
