package claimbench.harness.run;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The line by which a server says where it answers: {@code ready NAME http://HOST:PORT}, or another scheme. */
public final class ReadyLine {
    /** Its first word. */
    public static final String WORD = "ready";

    private ReadyLine() {}

    /** A line's last word, which is the address. */
    public static String address(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    /** The address at a line's end; empty where that is no address of plain HTTP with a port. */
    public static Optional<URI> url(String line) {
        try {
            var url = new URI(address(line));
            boolean valid = "http".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0;
            return valid ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
