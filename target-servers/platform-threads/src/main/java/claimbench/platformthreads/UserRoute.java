package claimbench.platformthreads;

import claimbench.contract.User;
import claimbench.contract.UserRequest;
import claimbench.jdbc.JdbcUsers;
import java.sql.SQLException;

/** {@code /users/{id}}: the request's thread waits for a connection, and for the answer. */
final class UserRoute {
    private final JdbcUsers users;

    UserRoute(JdbcUsers users) {
        this.users = users;
    }

    User answer(UserRequest request) throws SQLException, InterruptedException {
        return users.find(request.id());
    }
}
