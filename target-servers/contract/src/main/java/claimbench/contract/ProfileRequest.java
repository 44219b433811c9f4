package claimbench.contract;

/**
 * {@code GET /profile/{id}?mode=&db-ms=&api-ms=}: a user from the database and a call of the upstream.
 *
 * @param id of the user
 * @param mode {@link Mode#SERIAL}: the database, then the upstream; {@link Mode#CONCURRENT}: both at once
 * @param dbMs how long the query takes inside the database, in milliseconds
 * @param apiMs how long the upstream takes, in milliseconds
 */
public record ProfileRequest(int id, Mode mode, int dbMs, int apiMs) {
    public static final Parameter<Mode> MODE = Parameter.choice("mode", Mode.SERIAL, Mode.CONCURRENT);
    public static final Parameter<Integer> DB_MS = Parameter.integer("db-ms", 0, 60_000);
    public static final Parameter<Integer> API_MS = Parameter.integer("api-ms", 0, 60_000);

    public static ProfileRequest from(Arguments arguments) {
        return new ProfileRequest(
                arguments.get(UserRequest.ID), arguments.get(MODE), arguments.get(DB_MS), arguments.get(API_MS));
    }

    /** The call of the upstream. */
    public UpstreamRequest upstreamRequest() {
        return UpstreamRequest.taking(apiMs);
    }

    /**
     * Both parts.
     *
     * @param user from the database
     * @param api from the upstream
     * @param elapsedNanos from the first part's start to the last one's end, inside the server
     */
    public record Answer(User user, UpstreamRequest.Answer api, long elapsedNanos) {}
}
