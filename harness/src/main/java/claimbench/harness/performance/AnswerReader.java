package claimbench.harness.performance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one answer of HTTP/1.1 from the pieces in which it comes, body included, and counts the events of a stream. Only
 * what the servers here send: a length or chunks, and no answer before the last one. For one thread.
 */
final class AnswerReader {
    private static final int HEAD_BYTES_MAX = 16_384;
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final int LINE_BYTES_MAX = 1_024;

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        DONE
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private Part part = Part.HEAD;
    private int status;
    private boolean saysWhenToComeBack;
    private boolean keepsAlive;
    private long bytesLeft;
    private int events;
    private byte last;

    /** Before the first byte of the next answer. */
    void restart() {
        line.reset();
        body.reset();
        part = Part.HEAD;
        status = 0;
        saysWhenToComeBack = false;
        keepsAlive = true;
        events = 0;
        last = 0;
    }

    /**
     * Takes what has come.
     *
     * @return whether the answer is whole
     * @throws IOException where it is not one, or where there is more than one
     */
    boolean take(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining() && part != Part.DONE) {
            switch (part) {
                case HEAD -> head(bytes.get());
                case BODY, CHUNK -> content(bytes);
                case CHUNK_SIZE, CHUNK_END, TRAILER -> framing(bytes.get());
                case DONE -> throw new IllegalStateException("the answer is whole");
            }
        }
        if (bytes.hasRemaining()) {
            throw new IOException("there is more than one answer");
        }
        return part == Part.DONE;
    }

    private void head(byte next) throws IOException {
        line.write(next);
        if (line.size() > HEAD_BYTES_MAX) {
            throw new IOException("the answer's head has no end");
        }
        if (next != '\n') {
            return;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\r\n\r\n")) {
            return;
        }
        line.reset();
        List<String> lines = text.lines().toList();
        status = status(lines.getFirst());
        saysWhenToComeBack = header(lines, "retry-after")
                .filter(value -> value.matches("[0-9]+"))
                .isPresent();
        keepsAlive = header(lines, "connection")
                .filter(value -> value.equalsIgnoreCase("close"))
                .isEmpty();
        if (header(lines, "transfer-encoding").isPresent()) {
            part = Part.CHUNK_SIZE;
        } else {
            bytesLeft = number(
                    header(lines, "content-length").orElseThrow(() -> new IOException("the answer has no length")), 10);
            part = bytesLeft == 0 ? Part.DONE : Part.BODY;
        }
    }

    private static int status(String statusLine) throws IOException {
        if (!statusLine.matches("HTTP/1\\.1 [2-5][0-9]{2}( .*)?")) {
            throw new IOException("the answer begins with '" + statusLine + "'");
        }
        return Integer.parseInt(statusLine.substring(9, 12));
    }

    private static Optional<String> header(List<String> lines, String name) {
        return lines.stream()
                .filter(each -> each.length() > name.length()
                        && each.charAt(name.length()) == ':'
                        && each.substring(0, name.length())
                                .toLowerCase(Locale.ROOT)
                                .equals(name))
                .map(each -> each.substring(name.length() + 1).strip())
                .findFirst();
    }

    private void content(ByteBuffer bytes) throws IOException {
        int count = (int) Math.min(bytesLeft, bytes.remaining());
        for (int i = 0; i < count; i++) {
            byte next = bytes.get();
            // An empty line ends an event.
            if (next == '\n' && last == '\n') {
                events++;
            }
            last = next;
            body.write(next);
        }
        if (body.size() > BODY_BYTES_MAX) {
            throw new IOException("the answer's body is longer than " + BODY_BYTES_MAX + " bytes");
        }
        bytesLeft -= count;
        if (bytesLeft == 0) {
            part = part == Part.BODY ? Part.DONE : Part.CHUNK_END;
        }
    }

    private void framing(byte next) throws IOException {
        line.write(next);
        if (line.size() > LINE_BYTES_MAX) {
            throw new IOException("the answer's chunks are no chunks");
        }
        if (next != '\n') {
            return;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1).strip();
        line.reset();
        switch (part) {
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case CHUNK_SIZE -> {
                bytesLeft = number(text.split(";", 2)[0].strip(), 16);
                part = bytesLeft == 0 ? Part.TRAILER : Part.CHUNK;
            }
            default -> part = text.isEmpty() ? Part.DONE : Part.TRAILER;
        }
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException e) {
            throw new IOException("the answer has the length '" + text + "'");
        }
    }

    int status() {
        return status;
    }

    /** Whether it has a {@code Retry-After} in seconds. */
    boolean saysWhenToComeBack() {
        return saysWhenToComeBack;
    }

    boolean keepsAlive() {
        return keepsAlive;
    }

    /** Events of a stream that are whole. */
    int events() {
        return events;
    }

    /** What has come of the body. */
    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
