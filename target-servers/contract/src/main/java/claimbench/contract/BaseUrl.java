package claimbench.contract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address of a server as it is given in options and settings: nothing but scheme, host and port. */
public final class BaseUrl {
    /** What is allowed, in words that follow "must be". */
    public static final String ALLOWED = "http://HOST:PORT";

    private static final int PORT_MAX = 65_535;

    private BaseUrl() {}

    /**
     * The address in a text.
     *
     * @param text {@link #ALLOWED}; the port may be left out, which stands for 80, and a slash may follow
     * @return scheme, host and port, without a slash; empty where the text is anything else
     */
    public static Optional<URI> parse(String text) {
        try {
            var url = new URI(text);
            boolean isAddress = "http".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getPort() <= PORT_MAX
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return isAddress ? Optional.of(URI.create("http://" + url.getRawAuthority())) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
