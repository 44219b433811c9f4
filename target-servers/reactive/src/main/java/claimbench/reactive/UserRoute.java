package claimbench.reactive;

import claimbench.contract.User;
import claimbench.contract.UserRequest;
import reactor.core.publisher.Mono;

/** {@code /users/{id}}: one query. No thread waits for the database. */
final class UserRoute {
    private final Database database;

    UserRoute(Database database) {
        this.database = database;
    }

    Mono<User> handle(UserRequest request) {
        return database.user(request.id());
    }
}
