package claimbench.reactive;

import claimbench.contract.Mode;
import claimbench.contract.ProfileRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import reactor.core.publisher.Mono;

/**
 * {@code /profile/{id}}: the database and the upstream, one after the other or both at once; that is the difference
 * between {@code zipWhen} and {@code zipWith}. When one part fails, the other is cancelled.
 */
final class ProfileRoute {
    private final Database database;
    private final UpstreamCalls upstream;

    ProfileRoute(Database database, UpstreamCalls upstream) {
        this.database = database;
        this.upstream = upstream;
    }

    Mono<ProfileRequest.Answer> handle(ProfileRequest request) {
        return Mono.defer(() -> {
            long startNanos = System.nanoTime();
            Mono<User> user = database.user(request.id(), request.dbMs());
            Mono<UpstreamRequest.Answer> api = upstream.generate(request.upstreamRequest());
            return (request.mode() == Mode.SERIAL ? user.zipWhen(known -> api) : user.zipWith(api))
                    .map(both -> new ProfileRequest.Answer(both.getT1(), both.getT2(), System.nanoTime() - startNanos));
        });
    }
}
