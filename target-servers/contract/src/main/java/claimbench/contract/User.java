package claimbench.contract;

/**
 * A row of the table {@code users}, and the answer of {@link Route#USER}.
 *
 * @param id given by the database, from 1
 * @param name how the user wants to be called
 * @param email where mail goes
 */
public record User(int id, String name, String email) {
    /** As many rows a fresh database has, with the ids from 1 on. */
    public static final int SEEDED = 10_000;

    /** The row that a fresh database has under this id. */
    public static User seeded(int id) {
        return new User(id, "User " + id, "user" + id + "@example.org");
    }
}
