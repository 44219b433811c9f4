package claimbench.eventloop;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.User;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table by plain JDBC: what is written as if it blocked waits as the coroutine that calls. */
final class JdbcUsers implements Users {
    private static final String FIND = "select id, name, email from users where id = ?";

    /** The sleep is on the left, so that it takes its time for a user who isn't there as well. */
    private static final String FIND_SLOWLY =
            "select u.id, u.name, u.email from pg_sleep(? / 1000.0) left join users u on u.id = ?";

    private static final String INSERT = "insert into users (name, email) values (?, ?) returning id";

    private final DatabasePool pool;

    JdbcUsers(DatabasePool pool) {
        this.pool = pool;
    }

    @Override
    public User find(int id) throws SQLException {
        return pool.with(connection -> {
            try (PreparedStatement query = connection.prepareStatement(FIND)) {
                query.setInt(1, id);
                return user(id, query);
            }
        });
    }

    @Override
    public User find(int id, int dbMs) throws SQLException {
        return pool.with(connection -> {
            try (PreparedStatement query = connection.prepareStatement(FIND_SLOWLY)) {
                query.setInt(1, dbMs);
                query.setInt(2, id);
                return user(id, query);
            }
        });
    }

    @Override
    public int insert(String name, String email) throws SQLException {
        return pool.with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                insert.setString(1, name);
                insert.setString(2, email);
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    private static User user(int id, PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            if (!row.next() || row.getInt(1) != id) {
                throw new ProblemException(Problem.noSuchUser(id));
            }
            return new User(id, row.getString(2), row.getString(3));
        }
    }
}
