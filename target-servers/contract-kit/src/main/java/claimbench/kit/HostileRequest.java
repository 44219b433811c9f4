package claimbench.kit;

import java.util.Locale;

/**
 * Bytes that are no request, or hardly one: attempts to smuggle one request inside another, and what parsers are known to
 * stumble over. Each says what may come of it, as RFC 9112 (HTTP/1.1) and RFC 9110 (HTTP) have it.
 */
enum HostileRequest {
    // Two lengths: who takes one of them for the end, and who the other, see different requests.
    LENGTH_AND_CHUNKS(
            Fate.REFUSED, post("Content-Length: 4", "Transfer-Encoding: chunked") + "0\r\n\r\n" + Smuggled.REQUEST),
    CHUNKS_AND_LENGTH(
            Fate.REFUSED, post("Transfer-Encoding: chunked", "Content-Length: 4") + "0\r\n\r\n" + Smuggled.REQUEST),
    TWO_LENGTHS(
            Fate.REFUSED, get("Content-Length: 0", "Content-Length: " + Smuggled.REQUEST.length()) + Smuggled.REQUEST),
    TWO_LENGTHS_IN_A_LIST(Fate.REFUSED, get("Content-Length: 0, " + Smuggled.REQUEST.length()) + Smuggled.REQUEST),
    /** RFC 9110 8.6: the same length twice may be refused, or taken for one. */
    SAME_LENGTH_TWICE(Fate.REFUSED_OR_TAKEN, get("Content-Length: 3", "Content-Length: 3") + "abc"),
    /** As above. */
    SAME_LENGTH_IN_A_LIST(Fate.REFUSED_OR_TAKEN, get("Content-Length: 3, 3") + "abc"),
    LENGTH_WITH_PLUS(Fate.REFUSED, get("Content-Length: +3") + "abc"),
    LENGTH_IN_HEXADECIMAL(Fate.REFUSED, get("Content-Length: 0x3") + "abc"),
    LENGTH_WITH_FRACTION(Fate.REFUSED, get("Content-Length: 3.0") + "abc"),
    LENGTH_OF_TWO_WORDS(Fate.REFUSED, get("Content-Length: 3 3") + "abc"),
    LENGTH_OF_NOTHING(Fate.REFUSED, get("Content-Length:")),
    LENGTH_NEGATIVE(Fate.REFUSED, get("Content-Length: -3") + "abc"),
    LENGTH_BEYOND_64_BITS(Fate.REFUSED, get("Content-Length: 18446744073709551619") + "abc"),
    LENGTH_OF_64_BITS(Fate.REFUSED, get("Content-Length: 9223372036854775807") + "abc"),
    SPACE_BEFORE_COLON_OF_LENGTH(Fate.REFUSED, get("Content-Length : " + Smuggled.REQUEST.length()) + Smuggled.REQUEST),

    // Codings that one knows and the next one doesn't. RFC 9112 6.1 and 6.3: 400 or 501, and the connection ends.
    CHUNKED_TWICE(Fate.REFUSED, post("Transfer-Encoding: chunked, chunked") + "0\r\n\r\n" + Smuggled.REQUEST),
    CHUNKED_IN_TWO_HEADERS(
            Fate.REFUSED,
            post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n" + Smuggled.REQUEST),
    CHUNKED_NOT_LAST(Fate.REFUSED, post("Transfer-Encoding: chunked, gzip") + "0\r\n\r\n" + Smuggled.REQUEST),
    UNKNOWN_CODING(Fate.REFUSED, post("Transfer-Encoding: xchunked") + "0\r\n\r\n" + Smuggled.REQUEST),
    /** RFC 9112 6.1: a server should say 501 to a coding that it does not know; where the body ends, chunks tell it. */
    CODING_BEFORE_CHUNKED(
            Fate.REFUSED_OR_TAKEN,
            RawConnection.request("GET", "/plaintext", "Transfer-Encoding: gzip, chunked") + "0\r\n\r\n"),
    IDENTITY(Fate.REFUSED, post("Transfer-Encoding: identity", "Content-Length: 2") + "{}" + Smuggled.REQUEST),
    CHUNKED_IN_QUOTES(Fate.REFUSED, post("Transfer-Encoding: \"chunked\"") + "0\r\n\r\n" + Smuggled.REQUEST),
    CHUNKED_BEHIND_A_VERTICAL_TAB(
            Fate.REFUSED, post("Transfer-Encoding: \u000bchunked") + "0\r\n\r\n" + Smuggled.REQUEST),
    SPACE_BEFORE_COLON_OF_CODING(Fate.REFUSED, post("Transfer-Encoding : chunked") + "0\r\n\r\n" + Smuggled.REQUEST),
    /** RFC 9112 6.1: a client of HTTP/1.0 that sends chunks has it wrong; the connection ends whatever is answered. */
    CHUNKS_IN_HTTP_10(
            Fate.REFUSED_OR_TAKEN,
            "POST /plaintext HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    + Smuggled.REQUEST),

    // Sizes of chunks that one reads differently from the next.
    CHUNK_SIZE_NEGATIVE(Fate.REFUSED, chunked("-5\r\nhello\r\n0\r\n\r\n")),
    CHUNK_SIZE_WITH_PLUS(Fate.REFUSED, chunked("+5\r\nhello\r\n0\r\n\r\n")),
    CHUNK_SIZE_WITH_PREFIX(Fate.REFUSED, chunked("0x5\r\nhello\r\n0\r\n\r\n")),
    CHUNK_SIZE_WITH_UNDERSCORE(Fate.REFUSED, chunked("0_5\r\nhello\r\n0\r\n\r\n")),
    CHUNK_SIZE_OF_NOTHING(Fate.REFUSED, chunked("\r\nhello\r\n0\r\n\r\n")),
    CHUNK_SIZE_BEYOND_64_BITS(Fate.REFUSED, chunked("10000000000000005\r\nhello\r\n0\r\n\r\n" + Smuggled.REQUEST)),
    CHUNK_SIZE_BEYOND_32_BITS(Fate.REFUSED, chunked("100000005\r\nhello\r\n0\r\n\r\n" + Smuggled.REQUEST)),
    CHUNK_LONGER_THAN_ITS_SIZE(Fate.REFUSED, chunked("3\r\nhello\r\n0\r\n\r\n" + Smuggled.REQUEST)),
    CHUNK_SHORTER_THAN_ITS_SIZE(Fate.REFUSED, chunked("7\r\nhello\r\n0\r\n\r\nGE")),
    /** RFC 9112 7.1.1: white space is bad in an extension, but is to be overlooked; before none of them it is a choice. */
    CHUNK_SIZE_BEFORE_A_SPACE(Fate.REFUSED_OR_TAKEN, chunked("5 \r\nhello\r\n0\r\n\r\n")),
    /** RFC 9112 7.1.1: extensions that are not understood are passed over, and may be bounded. */
    CHUNK_EXTENSION_OF_A_KILOBYTE(
            Fate.REFUSED_OR_TAKEN, chunked("5;a=" + "x".repeat(1_000) + "\r\nhello\r\n0\r\n\r\n")),
    /** As above: it must not be kept, nor go on without end. */
    CHUNK_EXTENSIONS_WITHOUT_END(
            Fate.REFUSED_OR_TAKEN, chunked("5" + ";a=b".repeat(50_000) + "\r\nhello\r\n0\r\n\r\n")),
    /** As above. */
    CHUNK_EXTENSION_IN_QUOTES(Fate.REFUSED_OR_TAKEN, chunked("5;a=\"b;c\"\r\nhello\r\n0\r\n\r\n")),
    /** RFC 9112 2.2: a lone line feed may be taken for the end of a line; in a chunk's head, too, by some. */
    CHUNK_SIZE_BEFORE_A_LONE_LINE_FEED(Fate.REFUSED_OR_TAKEN, chunked("5\nhello\r\n0\r\n\r\n")),
    /** RFC 9112 6.5: trailers may be dropped. They must not change what the head said. */
    TRAILER_WITH_A_LENGTH(
            Fate.REFUSED_OR_TAKEN, chunked("5\r\nhello\r\n0\r\nContent-Length: 99\r\nHost: other\r\n\r\n")),
    /** As above, and they count as part of what is bounded. */
    TRAILERS_WITHOUT_END(Fate.REFUSED_OR_TAKEN, chunked("0\r\n" + "A: b\r\n".repeat(20_000) + "\r\n")),
    TRAILER_WITHOUT_COLON(Fate.REFUSED_OR_TAKEN, chunked("0\r\nGET /about HTTP/1.1\r\n\r\n")),

    // Ends of lines.
    /** RFC 9112 2.2: a recipient may take a lone line feed for the end of a line. */
    LONE_LINE_FEEDS(Fate.REFUSED_OR_TAKEN, "GET /plaintext HTTP/1.1\nHost: target\n\n"),
    /** RFC 9112 2.2: invalid, or the same as a space; never the end of a line. */
    LONE_CARRIAGE_RETURN_IN_A_VALUE(Fate.REFUSED_OR_TAKEN, get("A: b\rTransfer-Encoding: chunked")),
    LONE_CARRIAGE_RETURNS(Fate.REFUSED, "GET /plaintext HTTP/1.1\rHost: target\r\r"),
    /** RFC 9112 5.2: refused, or the line ends are the same as spaces. */
    FOLDED_HEADER(Fate.REFUSED_OR_TAKEN, get("A: b\r\n c")),
    FOLDED_CODING(Fate.REFUSED_OR_TAKEN, post("Content-Length: 5", "Transfer-Encoding:\r\n chunked") + "0\r\n\r\n"),
    /** RFC 9112 2.2: refused, or all such lines are passed over. */
    SPACE_BEFORE_THE_FIRST_HEADER(
            Fate.REFUSED_OR_TAKEN, "GET /plaintext HTTP/1.1\r\n Host: other\r\nHost: target\r\n\r\n"),

    // Headers.
    NUL_IN_A_NAME(Fate.REFUSED, get("A\u0000: b")),
    NUL_IN_A_VALUE(Fate.REFUSED, get("A: b\u0000c")),
    /** RFC 9110 5.5: other control characters may be kept in a value. */
    BELL_IN_A_VALUE(Fate.REFUSED_OR_TAKEN, get("A: b\u0007c")),
    /** As above: the value is opaque. */
    BYTES_BEYOND_ASCII_IN_A_VALUE(Fate.REFUSED_OR_TAKEN, get("A: \u00ff\u00fe\u0080")),
    BYTES_BEYOND_ASCII_IN_A_NAME(Fate.REFUSED, get("\u00c4: b")),
    TAB_IN_A_NAME(Fate.REFUSED, get("A\tB: c")),
    SPACE_IN_A_NAME(Fate.REFUSED, get("A B: c")),
    NO_NAME(Fate.REFUSED, get(": b")),
    NO_COLON(Fate.REFUSED, get("Abc")),
    TWO_HOSTS(Fate.REFUSED, get("Host: other")),
    NO_HOST(Fate.REFUSED, "GET /plaintext HTTP/1.1\r\n\r\n"),
    /** RFC 9112 3.2: a value that is no host is refused; who can't tell takes it. */
    HOST_THAT_IS_NONE(Fate.REFUSED_OR_TAKEN, "GET /plaintext HTTP/1.1\r\nHost: a b/@:x\r\n\r\n"),
    THOUSANDS_OF_HEADERS(Fate.REFUSED, get("A: b\r\n".repeat(20_000) + "C: d")),
    HEADER_OF_A_MEGABYTE(Fate.REFUSED, get("A: " + "x".repeat(1_000_000))),
    NAME_OF_A_MEGABYTE(Fate.REFUSED, get("x".repeat(1_000_000) + ": b")),

    // Request lines.
    TARGET_OF_A_MEGABYTE(Fate.REFUSED, "GET /" + "x".repeat(1_000_000) + " HTTP/1.1\r\nHost: target\r\n\r\n"),
    METHOD_OF_A_MEGABYTE(Fate.REFUSED, "G".repeat(1_000_000) + " / HTTP/1.1\r\nHost: target\r\n\r\n"),
    NUL_IN_THE_TARGET(Fate.REFUSED, "GET /plain\u0000text HTTP/1.1\r\nHost: target\r\n\r\n"),
    SPACE_IN_THE_TARGET(Fate.REFUSED, "GET /plain text HTTP/1.1\r\nHost: target\r\n\r\n"),
    /** RFC 9112 3: white space may be read leniently. */
    TWO_SPACES_IN_THE_REQUEST_LINE(Fate.REFUSED_OR_TAKEN, "GET  /plaintext  HTTP/1.1\r\nHost: target\r\n\r\n"),
    /** As above. */
    TABS_IN_THE_REQUEST_LINE(Fate.REFUSED_OR_TAKEN, "GET\t/plaintext\tHTTP/1.1\r\nHost: target\r\n\r\n"),
    LOWER_CASE_METHOD(Fate.REFUSED, "get /plaintext HTTP/1.1\r\nHost: target\r\n\r\n"),
    /** RFC 9112 2.3: the name is HTTP, in capitals; some read it in any case. */
    LOWER_CASE_VERSION(Fate.REFUSED_OR_TAKEN, "GET /plaintext http/1.1\r\nHost: target\r\n\r\n"),
    NO_TARGET(Fate.REFUSED, "GET HTTP/1.1\r\nHost: target\r\n\r\n"),
    RELATIVE_TARGET(Fate.REFUSED, "GET plaintext HTTP/1.1\r\nHost: target\r\n\r\n"),
    ASTERISK(Fate.REFUSED, "GET * HTTP/1.1\r\nHost: target\r\n\r\n"),
    /** RFC 9110 9.3.7: of the server as a whole; here no route. */
    OPTIONS_OF_THE_SERVER(Fate.REFUSED_OR_TAKEN, "OPTIONS * HTTP/1.1\r\nHost: target\r\n\r\n"),
    TUNNEL(Fate.REFUSED, "CONNECT target:80 HTTP/1.1\r\nHost: target:80\r\n\r\n"),
    /** A client never sends one; a server may cut it off, or find no such route. */
    FRAGMENT(Fate.REFUSED_OR_TAKEN, "GET /plaintext#x HTTP/1.1\r\nHost: target\r\n\r\n"),
    /** RFC 3986 6.2.2: a path may be normalised, or taken as it is. */
    DOT_SEGMENTS(Fate.REFUSED_OR_TAKEN, "GET /users/../plaintext HTTP/1.1\r\nHost: target\r\n\r\n"),
    /** As above. */
    ENCODED_SLASHES(Fate.REFUSED_OR_TAKEN, "GET /users%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: target\r\n\r\n"),
    VERSION_OF_THE_FUTURE(Fate.REFUSED, "GET /plaintext HTTP/2.0\r\nHost: target\r\n\r\n"),
    /** RFC 9110 2.5: a higher minor version is read as the highest that is known. */
    MINOR_VERSION_OF_THE_FUTURE(Fate.REFUSED_OR_TAKEN, "GET /plaintext HTTP/1.2\r\nHost: target\r\n\r\n"),
    HTTP_09(Fate.REFUSED, "GET /plaintext\r\n"),

    // Other protocols.
    HTTP_2_PREFACE(
            Fate.REFUSED, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000"),
    TLS_HELLO(
            Fate.REFUSED,
            "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003" + "\u00e9\u0001\r\n".repeat(40)),
    PROXY_PROTOCOL(Fate.REFUSED, "PROXY TCP4 10.0.0.1 10.0.0.2 1000 80\r\n" + Smuggled.REQUEST),
    ZEROES(Fate.REFUSED, "\u0000".repeat(10_000)),

    // What is unusual and right.
    /** RFC 9110 7.8: an upgrade that is not wanted is passed over. */
    UPGRADE_TO_HTTP_2(
            Fate.TAKEN,
            get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA")),
    /** RFC 9110 10.1.1: 417, or as if nothing were expected. */
    UNKNOWN_EXPECTATION(Fate.REFUSED_OR_TAKEN, get("Expect: a-miracle")),
    /** RFC 9112 7: names of codings are read in any case. */
    CHUNKED_IN_CAPITALS(
            Fate.TAKEN, "GET /plaintext HTTP/1.1\r\nHost: target\r\nTRANSFER-ENCODING:CHUNKED\r\n\r\n0\r\n\r\n"),
    /** RFC 9110 4.2.1, RFC 3986 3.2.3: a port may have no digits. */
    HOST_WITH_AN_EMPTY_PORT(Fate.TAKEN, "GET /plaintext HTTP/1.1\r\nHost: a:\r\n\r\n"),
    /** As above. */
    ADDRESS_WITH_AN_EMPTY_PORT(Fate.TAKEN, "GET /plaintext HTTP/1.1\r\nHost: [::1]:\r\n\r\n"),
    /** RFC 9112 2.2: an empty line before a request is passed over. */
    EMPTY_LINE_BEFORE_THE_REQUEST(Fate.TAKEN, "\r\n" + get()),
    WHITE_SPACE_AROUND_A_LENGTH(Fate.TAKEN, get("Content-Length: \t3 \t") + "abc"),
    LEADING_ZEROES_OF_A_CHUNK_SIZE(Fate.TAKEN, chunked("0005\r\nhello\r\n000\r\n\r\n")),
    TRAILERS(Fate.TAKEN, chunked("5\r\nhello\r\n0\r\nDigest: x\r\nAnother: y\r\n\r\n"));

    /** What may come of it. */
    enum Fate {
        /** Not carried out: 4xx, or 501 or 505 where it is said so, or the end of the connection without a word. */
        REFUSED,
        /** That, or answered as if it were a good request: HTTP leaves the choice. */
        REFUSED_OR_TAKEN,
        /** Answered as the good request that it is. */
        TAKEN
    }

    /** A request inside another one: whoever answers it has been fooled. */
    static final class Smuggled {
        static final String REQUEST = RawConnection.get("/about");

        /** Part of its answer, and of no other. */
        static final String SIGN = "\"contract\":";

        private Smuggled() {}
    }

    private final Fate fate;
    private final String bytes;

    HostileRequest(Fate fate, String bytes) {
        this.fate = fate;
        this.bytes = bytes;
    }

    Fate fate() {
        return fate;
    }

    /** By ISO 8859-1. */
    String bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String get(String... headers) {
        return RawConnection.request("GET", "/plaintext", headers);
    }

    private static String post(String... headers) {
        return RawConnection.request("POST", NewUserContract.AWAITED, headers);
    }

    private static String chunked(String body) {
        return RawConnection.request("GET", "/plaintext", "Transfer-Encoding: chunked") + body;
    }
}
