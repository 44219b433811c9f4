package claimbench.harness.run;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The line by which a server says where it answers: {@code ready NAME http://HOST:PORT}. */
public final class ReadyLine {
    /** Its first word. */
    public static final String WORD = "ready";

    private ReadyLine() {}

    /** The address at a line's end; empty where that is no address of plain HTTP with a port. */
    public static Optional<URI> url(String line) {
        try {
            var url = new URI(line.substring(line.lastIndexOf(' ') + 1));
            boolean valid = "http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0;
            return valid ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
