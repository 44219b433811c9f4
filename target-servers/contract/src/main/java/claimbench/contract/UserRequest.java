package claimbench.contract;

/**
 * {@code GET /users/{id}}: one query to PostgreSQL.
 *
 * @param id of the user
 */
public record UserRequest(int id) {
    /** The variable of the path. */
    public static final Parameter<Integer> ID = Parameter.integer("id", 1, Integer.MAX_VALUE);

    public static UserRequest from(Arguments arguments) {
        return new UserRequest(arguments.get(ID));
    }
}
