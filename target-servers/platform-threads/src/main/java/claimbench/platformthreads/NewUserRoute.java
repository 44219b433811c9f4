package claimbench.platformthreads;

import claimbench.contract.Answer;
import claimbench.contract.NewUserRequest;
import claimbench.http.UpstreamClient;
import claimbench.jdbc.JdbcUsers;
import claimbench.runtime.Background;
import claimbench.runtime.Reply;

/**
 * {@code POST /users}: a row, and a mail, for which this thread waits, or which another one sends. For a mail in the
 * background a place is taken before the row is inserted, so that a request that is refused leaves nothing behind.
 */
final class NewUserRoute {
    private final JdbcUsers users;
    private final UpstreamClient upstream;
    private final Background background;

    NewUserRoute(JdbcUsers users, UpstreamClient upstream, Background background) {
        this.users = users;
        this.upstream = upstream;
        this.background = background;
    }

    Reply answer(NewUserRequest request) throws Exception {
        return switch (request.notification()) {
            case AWAITED -> {
                int id = users.insert(request.name(), request.email());
                upstream.mail(request.mail(id));
                yield created(id, true);
            }
            case BACKGROUND -> {
                try (Background.Place place = background.reserve()) {
                    int id = users.insert(request.name(), request.email());
                    place.run(id, () -> upstream.mail(request.mail(id)));
                    yield created(id, false);
                }
            }
        };
    }

    private static Reply created(int id, boolean notified) {
        return new Reply.Whole(Answer.created(NewUserRequest.path(id), new NewUserRequest.Answer(id, notified)));
    }
}
