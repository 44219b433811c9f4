package claimbench.contract;

import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper; thread-safe. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
