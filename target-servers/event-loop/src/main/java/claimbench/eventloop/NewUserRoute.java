package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;

import claimbench.contract.Answer;
import claimbench.contract.NewUserRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.Reply;

/**
 * {@code POST /users}: inserts a row and sends a welcome mail. In the background the mail has a task of its own, which
 * outlives the request; its place is taken before the row is inserted, so that a refusal leaves nothing behind.
 */
final class NewUserRoute {
    private final Users users;
    private final UpstreamClient upstream;
    private final Background background;

    NewUserRoute(Users users, UpstreamClient upstream, Background background) {
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
                try (Background.Place place = background.takePlace()) {
                    int id = users.insert(request.name(), request.email());
                    place.begin("mail to user " + id, async(() -> upstream.mail(request.mail(id))));
                    yield created(id, false);
                }
            }
        };
    }

    private static Reply created(int id, boolean notified) {
        return new Reply.Whole(Answer.created(NewUserRequest.path(id), new NewUserRequest.Answer(id, notified)));
    }
}
