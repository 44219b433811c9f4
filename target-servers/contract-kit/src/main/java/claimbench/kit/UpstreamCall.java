package claimbench.kit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call as it reached the {@link ScriptedUpstream}, which guards it by its own monitor. */
final class UpstreamCall {
    private static final Pattern CALL = Pattern.compile("[?&]call=([0-9]{1,9})");
    private static final int LINE_CHARS_MAX = 64 * 1024;

    private final String method;
    private final String target;
    private final long arrivedNanos = System.nanoTime();
    private boolean abandoned;
    private boolean finished;

    private UpstreamCall(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /**
     * Reads one request, its body included, which says nothing that anybody here asks for.
     *
     * @return null where the caller has closed the connection
     */
    static @Nullable UpstreamCall read(InputStream in) throws IOException {
        String requestLine = line(in);
        if (requestLine == null) {
            return null;
        }
        String[] words = requestLine.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("not a request line: " + requestLine);
        }
        int length = 0;
        boolean chunked = false;
        for (String header = present(line(in)); !header.isEmpty(); header = present(line(in))) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        if (chunked) {
            skipChunks(in);
        } else {
            in.skipNBytes(length);
        }
        return new UpstreamCall(words[0], words[1]);
    }

    private static void skipChunks(InputStream in) throws IOException {
        int length = Integer.parseInt(present(line(in)).split(";", 2)[0].strip(), 16);
        while (length > 0) {
            in.skipNBytes(length);
            line(in);
            length = Integer.parseInt(present(line(in)).split(";", 2)[0].strip(), 16);
        }
        while (!present(line(in)).isEmpty()) {
            // Trailers.
        }
    }

    /** A line without its end; null where nothing is left. */
    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 && line.size() == 0) {
                return null;
            }
            if (octet < 0 || line.size() > LINE_CHARS_MAX) {
                throw new EOFException("the request breaks off in a line");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static String present(@Nullable String line) throws EOFException {
        if (line == null) {
            throw new EOFException("the request breaks off in its head");
        }
        return line;
    }

    String method() {
        return method;
    }

    /** Path and query. */
    String target() {
        return target;
    }

    String path() {
        return target.split("\\?", 2)[0];
    }

    /** The query, without the question mark; empty where there is none. */
    String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** The call's index within the request that made it; 0 where it has none. */
    int index() {
        Matcher call = CALL.matcher(target);
        return call.find() ? Integer.parseInt(call.group(1)) : 0;
    }

    /** How long after an instant of {@link System#nanoTime} it arrived, in milliseconds. */
    long arrivedMillisAfter(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(arrivedNanos - nanos);
    }

    /** Whether the caller has closed the connection while it waited for the answer. */
    boolean abandoned() {
        return abandoned;
    }

    /** Its caller has closed the connection; says nothing about a call that has been answered. */
    void abandon() {
        abandoned |= !finished;
    }

    /** It is answered, or given up. False where it was so already. */
    boolean finish() {
        boolean first = !finished;
        finished = true;
        return first;
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
