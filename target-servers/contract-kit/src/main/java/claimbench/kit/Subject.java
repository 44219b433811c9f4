package claimbench.kit;

import claimbench.contract.Json;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server to be checked: one that runs already, or one that is started by a command.
 *
 * @param url scheme, host and port of the server that runs; null where one is started
 * @param command that starts one, without the options that say where to listen and whom to call; empty where one runs
 * @param upstreamPort where a server that runs looks for its upstream, on this machine; 0 for any, where one is started
 * @param database of a server that is started; null where it has none
 */
record Subject(
        @Nullable URI url,
        List<String> command,
        int upstreamPort,
        @Nullable URI database) {

    /** A server that runs already, and calls its upstream on this port of this machine. */
    static Subject running(URI url, int upstreamPort) {
        return new Subject(url, List.of(), upstreamPort, null);
    }

    /** A server that is started, and told where upstream and database are. */
    static Subject startedBy(List<String> command, @Nullable URI database) {
        return new Subject(null, List.copyOf(command), 0, database);
    }

    /** As one string, for a launcher that hands on nothing else. */
    String text() {
        return Json.MAPPER.writeValueAsString(this);
    }

    static Subject parse(String text) {
        return Json.MAPPER.readValue(text, Subject.class);
    }
}
