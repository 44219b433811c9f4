package claimbench.reactive;

import claimbench.contract.Answer;
import claimbench.contract.NewUserRequest;
import claimbench.contract.Notify;
import reactor.core.publisher.Mono;

/**
 * {@code POST /users}: a row, and a mail that the answer waits for or not. For a mail in the background a place is taken
 * before the row is inserted, so that a request that is refused leaves nothing behind.
 */
final class NewUserRoute {
    private final Database database;
    private final UpstreamCalls upstream;
    private final Background background;

    NewUserRoute(Database database, UpstreamCalls upstream, Background background) {
        this.database = database;
        this.upstream = upstream;
        this.background = background;
    }

    Mono<Answer> handle(NewUserRequest request) {
        return request.notification() == Notify.AWAITED ? awaited(request) : inBackground(request);
    }

    private Mono<Answer> awaited(NewUserRequest request) {
        return database.insert(request)
                .flatMap(id -> upstream.mail(request.mail(id)).thenReturn(id))
                .map(id -> created(id, true));
    }

    private Mono<Answer> inBackground(NewUserRequest request) {
        return Mono.using(
                background::reserve,
                place -> database.insert(request)
                        .doOnNext(id -> place.run(id, upstream.mail(request.mail(id))))
                        .map(id -> created(id, false)),
                Background.Place::giveBack);
    }

    private static Answer created(int id, boolean notified) {
        return Answer.created(NewUserRequest.path(id), new NewUserRequest.Answer(id, notified));
    }
}
