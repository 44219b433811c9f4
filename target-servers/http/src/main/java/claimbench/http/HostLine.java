package claimbench.http;

import claimbench.contract.HostHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a head's line {@code Host} before Jetty's parser does, which in its strict mode refuses an empty port, and in the
 * other hands on what it has made of the line, a guess where that is none. One caller at a time.
 *
 * <p>Every byte of every head goes through here, so two ways are short: a line with another first letter is skipped, and a
 * value is compared with the last sound one first, since a server goes by few names.
 */
final class HostLine {
    private static final String NAME = "host:";
    private static final int REMEMBERED_CHARS_MAX = 100;

    private final StringBuilder value = new StringBuilder();

    /** The last value that was found sound, as it came. */
    private byte[] lastSound = {};

    private int column;
    private boolean named = true;
    private boolean isLastSound;
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
                if (isHost() && !isSound()) {
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
                if (!named) {
                    index = beforeLineEnd(bytes, index);
                } else if (column == NAME.length() && isLastSound(bytes, index + 1)) {
                    isLastSound = true;
                    index += lastSound.length;
                }
            }
        }
        return null;
    }

    /** Where the last byte is before the line's end, or before that of what there is. */
    private static int beforeLineEnd(ByteBuffer bytes, int from) {
        int index = from;
        while (index + 1 < bytes.limit() && bytes.get(index + 1) != '\n') {
            index++;
        }
        return index;
    }

    /** Whether the last sound value is there again, from this index to the end of the line. */
    private boolean isLastSound(ByteBuffer bytes, int from) {
        int end = from + lastSound.length;
        return end + 1 < bytes.limit()
                && bytes.get(end) == '\r'
                && bytes.get(end + 1) == '\n'
                && bytes.slice(from, lastSound.length).mismatch(ByteBuffer.wrap(lastSound)) < 0;
    }

    /** Whether the value of the line that ends is sound; one that is, is remembered. */
    private boolean isSound() {
        if (isLastSound) {
            return true;
        }
        String text = value.toString();
        boolean sound = HostHeader.isSound(text.strip());
        if (sound && text.endsWith("\r") && text.length() <= REMEMBERED_CHARS_MAX) {
            lastSound = text.substring(0, text.length() - 1).getBytes(StandardCharsets.ISO_8859_1);
        }
        return sound;
    }

    private boolean isHost() {
        return named && column >= NAME.length();
    }

    private void endLine() {
        column = 0;
        named = true;
        isLastSound = false;
        value.setLength(0);
    }

    /** The next head may come. */
    void reset() {
        endLine();
        begun = false;
        over = false;
    }
}
