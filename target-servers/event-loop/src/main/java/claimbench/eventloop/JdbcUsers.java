package claimbench.eventloop;

import claimbench.contract.User;
import claimbench.runtime.UserSql;
import java.sql.SQLException;

/** The table by plain JDBC: what is written as if it blocked waits as the coroutine that calls. */
final class JdbcUsers implements Users {
    private final DatabasePool pool;

    JdbcUsers(DatabasePool pool) {
        this.pool = pool;
    }

    @Override
    public User find(int id) throws SQLException {
        return pool.with(connection -> UserSql.find(connection, id));
    }

    @Override
    public User find(int id, int dbMs) throws SQLException {
        return pool.with(connection -> UserSql.find(connection, id, dbMs));
    }

    @Override
    public int insert(String name, String email) throws SQLException {
        return pool.with(connection -> UserSql.insert(connection, name, email));
    }
}
