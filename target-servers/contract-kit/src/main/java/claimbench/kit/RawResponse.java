package claimbench.kit;

import claimbench.contract.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A response as it came over the wire.
 *
 * @param version HTTP/1.1, as a rule
 * @param status three digits
 * @param headers by name in lower case, since HTTP ignores the case of names
 * @param body after chunks, if any, were joined
 */
record RawResponse(String version, int status, Map<String, List<String>> headers, String body) {

    /** The header's value; empty when it is absent, joined by a comma when it is repeated. */
    String header(String name) {
        return String.join(",", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    JsonNode json() {
        return Json.MAPPER.readTree(body);
    }
}
