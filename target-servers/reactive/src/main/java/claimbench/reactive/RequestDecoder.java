package claimbench.reactive;

import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder, which is kinder than a server should be whose requests others may have looked at before: what two
 * readers can read in two ways is how a request is smuggled past the first of them. So the bytes of each head that it has
 * taken are looked at once more, for what it lets pass: lines that are folded, a carriage return or another control
 * character within a line, words of the request line apart by anything but one space. It counts the head as a whole and
 * the bytes that a body takes on the wire, too; Netty bounds each line alone.
 *
 * <p>What is wrong comes out as a {@link Problem} in place of the request, and nothing after it. One for each connection;
 * called by its event loop alone.
 */
final class RequestDecoder extends HttpRequestDecoder {
    /** A body's bytes on the wire, chunk sizes and trailers included, may be this many times as many as decoded ones. */
    private static final int WIRE_FACTOR = 8;

    private final HttpLimits limits;
    private final HeadScan scan = new HeadScan();
    private boolean inBody;
    private boolean bad;
    private long wireBytes;
    private int phase;

    RequestDecoder(HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.headBytesMax())
                .setMaxHeaderSize(limits.headBytesMax()));
        this.limits = limits;
    }

    /** Whether a request has begun that is not whole. */
    boolean isUnfinished() {
        return !bad && (inBody || scan.bytes > 0 || actualReadableBytes() > 0);
    }

    /** Whether that request's head is whole. */
    boolean isInBody() {
        return inBody;
    }

    /** A number that stands for the head or the body under way: each has another one than the one before. */
    int phase() {
        return phase;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (bad) {
            buffer.skipBytes(buffer.readableBytes());
            return;
        }
        int start = buffer.readerIndex();
        int outBefore = out.size();
        super.decode(context, buffer, out);
        int used = buffer.readerIndex() - start;
        if (out.size() > outBefore
                && out.getLast() instanceof DecoderResultProvider last
                && last.decoderResult().isFailure()) {
            bad = true; // Netty has found it; the reader behind says what
            return;
        }
        if (inBody) {
            wireBytes += used;
            if (wireBytes > (long) limits.bodyBytesMax() * WIRE_FACTOR) {
                bad = true;
                out.add(Problem.badRequest(413, "the body is longer than " + limits.bodyBytesMax() + " bytes"));
                return;
            }
        } else {
            buffer.forEachByte(start, used, scan);
            Problem problem = scan.problem(limits);
            if (problem != null) {
                bad = true;
                out.subList(outBefore, out.size()).clear(); // a head holds no buffer that were to be released
                out.add(problem);
                return;
            }
        }
        for (int index = outBefore; index < out.size(); index++) {
            advance(out.get(index));
        }
    }

    /** Netty takes a version in small letters for the same. */
    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
        if (!initialLine[2].startsWith("HTTP/")) {
            throw new IllegalArgumentException("the version must be HTTP/1.1 or HTTP/1.0");
        }
        return super.createMessage(initialLine);
    }

    private void advance(Object part) {
        if (part instanceof HttpRequest) {
            inBody = true;
            wireBytes = 0;
            phase++;
        }
        if (part instanceof LastHttpContent) {
            inBody = false;
            scan.reset();
            phase++;
        }
    }

    /** The bytes of one head, in order. */
    private static final class HeadScan implements ByteProcessor {
        private int bytes;
        private int previous = '\n';
        private boolean inRequestLine = true;
        private @Nullable String flaw;

        void reset() {
            bytes = 0;
            previous = '\n';
            inRequestLine = true;
        }

        @Override
        public boolean process(byte signed) {
            int octet = signed & 0xFF;
            if (bytes == 0 && (octet == '\r' || octet == '\n')) {
                return true; // empty lines before a request are to be overlooked
            }
            bytes++;
            if (previous == '\r' && octet != '\n') {
                flaw = "a carriage return within a line";
            } else if (previous == '\n' && (octet == ' ' || octet == '\t')) {
                flaw = bytes == 1 ? "white space before the method" : "a folded header";
            } else if (octet < ' ' ? octet != '\r' && octet != '\n' && octet != '\t' : octet == 0x7F) {
                flaw = "a control character";
            } else if (inRequestLine) {
                if (octet == '\t' || octet > 0x7F) {
                    flaw = "a character in the request line that it may not have";
                } else if (octet == ' ' && previous == ' ') {
                    flaw = "more than one space between the words of the request line";
                }
                inRequestLine = octet != '\n';
            }
            previous = octet;
            return flaw == null;
        }

        private @Nullable Problem problem(HttpLimits limits) {
            if (flaw != null) {
                return Problem.badRequest(400, "malformed HTTP: " + flaw);
            }
            return bytes > limits.headBytesMax()
                    ? Problem.badRequest(431, "the head is longer than " + limits.headBytesMax() + " bytes")
                    : null;
        }
    }
}
