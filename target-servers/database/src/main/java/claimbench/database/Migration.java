package claimbench.database;

import claimbench.contract.User;
import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the schema, with the rows that a fresh one has: all of it, or nothing.
 *
 * <p>It is one transaction, and it holds a lock that belongs to the whole database, so that of two that start at once the
 * second waits, and then finds all done. What tells it so is a comment on the table; a table {@code users} without it is
 * somebody else's, and is not touched.
 */
public final class Migration {
    /** On the table, where it is ours; the number is the schema's version. */
    private static final String MARK = "claimbench 1";

    /** Any number that other programs are not likely to lock. */
    private static final long LOCK = 0x636c61696d62L;

    private static final int CONNECT_SECONDS_MAX = 10;

    private Migration() {}

    /**
     * Migrates, where that is still to be done.
     *
     * @throws SQLException where the database can't be reached, refuses, or has a table of this name that is not ours
     */
    public static void migrate(DatabaseUrl url) throws SQLException {
        try (Connection connection = connect(url)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
                if (!isDone(statement)) {
                    statement.execute(schema());
                    statement.execute("comment on table users is '" + MARK + "'");
                    seed(connection);
                    statement.execute("select setval(pg_get_serial_sequence('users', 'id'), " + User.SEEDED + ")");
                    statement.execute("analyze users");
                }
            }
            connection.commit();
        }
    }

    /** A connection for a short while. */
    static Connection connect(DatabaseUrl url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", url.user());
        if (!url.password().isEmpty()) {
            properties.setProperty("password", url.password());
        }
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS_MAX));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS_MAX));
        properties.setProperty("ApplicationName", "claimbench-migration");
        return DriverManager.getConnection(url.jdbc(), properties);
    }

    private static boolean isDone(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery(
                "select to_regclass('users') is not null, obj_description(to_regclass('users'), 'pg_class')")) {
            found.next();
            boolean exists = found.getBoolean(1);
            @Nullable String comment = found.getString(2);
            if (exists && !MARK.equals(comment)) {
                throw new SQLException("the database has a table users that is not claimbench's; give it a database of"
                        + " its own, such as one made by: createdb claimbench");
            }
            return exists;
        }
    }

    private static void seed(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into users (id, name, email) overriding system value"
                        + " select * from unnest(?::integer[], ?::text[], ?::text[])")) {
            insert.setArray(1, connection.createArrayOf("integer", column(User::id)));
            insert.setArray(2, connection.createArrayOf("text", column(User::name)));
            insert.setArray(3, connection.createArrayOf("text", column(User::email)));
            insert.executeUpdate();
        }
    }

    private static Object[] column(Function<User, Object> field) {
        return IntStream.rangeClosed(1, User.SEEDED)
                .mapToObj(User::seeded)
                .map(field)
                .toArray();
    }

    private static String schema() {
        try (InputStream schema = Objects.requireNonNull(Migration.class.getResourceAsStream("schema.sql"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
