package claimbench.http;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call, read part by part as it comes: the next part is asked of the system only when it is asked for here,
 * so that whoever reads slowly holds the upstream back.
 *
 * <p>To be closed. Read to its end, it has given its connection back for the next call already. Closed before, or where a
 * read failed or was interrupted or cancelled, its connection is closed, which is how the upstream learns that nobody
 * listens any more. One caller at a time.
 */
public final class ResponseStream implements AutoCloseable {
    private final ClientConnection connection;
    private final int status;
    private final Consumer<ClientConnection> whenWhole;
    private final String url;
    private boolean over;

    ResponseStream(ClientConnection connection, int status, Consumer<ClientConnection> whenWhole, String url) {
        this.connection = connection;
        this.status = status;
        this.whenWhole = whenWhole;
        this.url = url;
    }

    /** Of HTTP, from 200 on. */
    public int status() {
        return status;
    }

    /**
     * The next part of the body, without transfer coding, waiting for it in the model's own way.
     *
     * @return at least one byte; null when the answer has come to its end
     * @throws IOException that names the URL, where the upstream broke off
     */
    public byte @Nullable [] read() throws IOException {
        if (over) {
            return null;
        }
        byte[] part;
        try {
            part = connection.part();
        } catch (IOException e) {
            over = true;
            throw HttpClient.named(url, e);
        }
        if (part.length > 0) {
            return part;
        }
        over = true;
        whenWhole.accept(connection);
        return null;
    }

    /** Ends the call, if it has not come to its end. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            connection.close();
        }
    }
}
