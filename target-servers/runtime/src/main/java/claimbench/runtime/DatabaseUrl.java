package claimbench.runtime;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a database is, as PostgreSQL's own programs write it: {@code postgresql://user:password@host:port/database}.
 *
 * @param host name or address
 * @param port 5432 where the URL names none
 * @param database its name
 * @param user who connects
 * @param password empty where the URL has none
 */
public record DatabaseUrl(String host, int port, String database, String user, String password) {
    public static final String ALLOWED = "postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE";

    /**
     * The environment variable that {@code --database-url} is by default. A password belongs here: everybody on a machine
     * may read the arguments of a process, and only its user the environment.
     */
    public static final String VARIABLE = "CLAIMBENCH_DATABASE_URL";

    private static final int PORT_DEFAULT = 5432;

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException that says what is allowed; it does not repeat the text, which may hold a password
     */
    public static DatabaseUrl parse(String text) {
        try {
            URI uri = new URI(text);
            String user = uri.getRawUserInfo();
            String path = uri.getRawPath();
            boolean postgresql = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (postgresql
                    && user != null
                    && !user.isEmpty()
                    && uri.getHost() != null
                    && path != null
                    && path.lastIndexOf('/') == 0
                    && path.length() > 1
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                int colon = user.indexOf(':');
                return new DatabaseUrl(
                        uri.getHost(),
                        uri.getPort() < 0 ? PORT_DEFAULT : uri.getPort(),
                        decoded(path.substring(1)),
                        decoded(colon < 0 ? user : user.substring(0, colon)),
                        colon < 0 ? "" : decoded(user.substring(colon + 1)));
            }
        } catch (URISyntaxException e) {
            // Falls through: what is allowed is the same.
        }
        throw new IllegalArgumentException("a database's URL must be " + ALLOWED);
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** For JDBC, without user and password. */
    public String jdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database);
    }

    /** As it is given to a process, password included. */
    public String url() {
        return "postgresql://" + encoded(user) + (password.isEmpty() ? "" : ":" + encoded(password)) + "@" + host + ":"
                + port + "/" + encoded(database);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
