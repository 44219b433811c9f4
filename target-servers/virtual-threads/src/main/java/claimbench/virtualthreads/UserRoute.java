package claimbench.virtualthreads;

import claimbench.contract.User;
import claimbench.contract.UserRequest;
import claimbench.jdbc.JdbcUsers;
import java.sql.SQLException;

/** {@code /users/{id}}: the virtual thread waits for a connection, and for the answer; its carrier runs others. */
final class UserRoute {
    private final JdbcUsers users;

    UserRoute(JdbcUsers users) {
        this.users = users;
    }

    User answer(UserRequest request) throws SQLException, InterruptedException {
        return users.find(request.id());
    }
}
