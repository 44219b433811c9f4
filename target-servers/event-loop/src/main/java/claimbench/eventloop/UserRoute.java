package claimbench.eventloop;

import claimbench.contract.User;
import claimbench.contract.UserRequest;

/** {@code /users/{id}}: one query; other coroutines run while the database has it. */
final class UserRoute {
    private final Users users;

    UserRoute(Users users) {
        this.users = users;
    }

    User answer(UserRequest request) throws Exception {
        return users.find(request.id());
    }
}
