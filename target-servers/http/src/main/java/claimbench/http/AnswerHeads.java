package claimbench.http;

import claimbench.contract.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.util.BufferUtil;

/**
 * The heads of answers as bytes. Jetty's generator writes them; since a server's answers differ in little but the length
 * of their bodies, each head is written once and remembered; but for those that name a resource just made, each of which is
 * sent once. Thread-safe.
 */
final class AnswerHeads {
    /** As many heads are remembered; others are written anew each time. */
    private static final int REMEMBERED_MAX = 1_000;

    /** Long bodies come in too many lengths to be worth it, and cost more than their heads anyway. */
    private static final int REMEMBERED_BODY_BYTES_MAX = 8 * 1024;

    /** In place of a length: a body that is sent in chunks, or, to a client that knows none, ends with the connection. */
    private static final int UNKNOWN = -1;

    private static final int HEAD_BYTES_MAX = 4 * 1024;

    private static final ConcurrentMap<Key, byte[]> REMEMBERED = new ConcurrentHashMap<>();

    private static final String LOCATION = "Location";

    private static final Map<String, String> CHUNKED = Map.of("Transfer-Encoding", "chunked");

    private record Key(
            int status, String contentType, int bodyBytes, Map<String, String> headers, Persistence persistence) {}

    private AnswerHeads() {}

    /** The head of an answer, empty line included. Not to be changed. */
    static byte[] head(Answer answer, Persistence persistence) {
        return head(
                new Key(answer.status(), answer.contentType(), answer.body().length, answer.headers(), persistence));
    }

    /**
     * The head of an answer whose length is not known, with status 200. Not to be changed.
     *
     * @param chunked whether the body is sent in chunks; otherwise it ends with the connection
     */
    static byte[] streamHead(String contentType, boolean chunked, Persistence persistence) {
        Map<String, String> headers = chunked ? CHUNKED : Map.of();
        return head(new Key(200, contentType, UNKNOWN, headers, persistence));
    }

    private static byte[] head(Key key) {
        byte[] head = REMEMBERED.get(key);
        if (head == null) {
            head = write(key);
            if (comesAgain(key) && REMEMBERED.size() < REMEMBERED_MAX) {
                REMEMBERED.put(key, head);
            }
        }
        return head;
    }

    private static boolean comesAgain(Key key) {
        return key.bodyBytes <= REMEMBERED_BODY_BYTES_MAX && !key.headers.containsKey(LOCATION);
    }

    private static byte[] write(Key key) {
        // The generator takes the client's version here; it answers with HTTP/1.1 in any case.
        HttpVersion version =
                key.persistence == Persistence.KEEP_AND_SAY_SO ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
        HttpFields.Mutable fields = HttpFields.build();
        fields.put(HttpHeader.CONTENT_TYPE, key.contentType);
        key.headers.forEach(fields::put);
        switch (key.persistence) {
            case KEEP -> {
                // HTTP/1.1 keeps a connection open unless told otherwise.
            }
            case KEEP_AND_SAY_SO -> fields.put(HttpHeader.CONNECTION, HttpHeaderValue.KEEP_ALIVE.asString());
            case CLOSE -> fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        var response = new MetaData.Response(key.status, null, version, fields, key.bodyBytes);
        ByteBuffer head = BufferUtil.allocate(HEAD_BYTES_MAX);
        try {
            // Written as the answer to a HEAD request, so that the length is announced and no body expected.
            boolean last = key.bodyBytes != UNKNOWN;
            HttpGenerator.Result result = new HttpGenerator().generateResponse(response, true, head, null, null, last);
            if (result != HttpGenerator.Result.FLUSH) {
                throw new IllegalStateException("an answer's head can't be written: " + result + " for " + key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an answer's head can't be written: " + key, e);
        }
        return BufferUtil.toArray(head);
    }
}
