package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;

import claimbench.contract.ProfileRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import claimbench.http.UpstreamClient;
import claimbench.loop.Coroutine;
import claimbench.loop.Task;

/**
 * {@code /profile/{id}}: a user from the database and a call of the upstream. Serial awaits one and then the other;
 * concurrent makes both tasks of a group, which cancels the one when the other fails.
 */
final class ProfileRoute {
    private final Users users;
    private final UpstreamClient upstream;

    ProfileRoute(Users users, UpstreamClient upstream) {
        this.users = users;
        this.upstream = upstream;
    }

    ProfileRequest.Answer answer(ProfileRequest request) throws Exception {
        long startNanos = System.nanoTime();
        Coroutine<User> user = async(() -> users.find(request.id(), request.dbMs()));
        Coroutine<UpstreamRequest.Answer> api = async(() -> upstream.generate(request.upstreamRequest()));
        Parts parts = switch (request.mode()) {
            case SERIAL -> new Parts(await(user), await(api));
            case CONCURRENT ->
                await(Together.in(group -> {
                    Task<User> userTask = group.createTask(user);
                    Task<UpstreamRequest.Answer> apiTask = group.createTask(api);
                    return new Parts(await(userTask), await(apiTask));
                }));
            case PARALLEL -> throw new IllegalArgumentException("a profile has no parallel mode");
        };
        return new ProfileRequest.Answer(parts.user, parts.api, System.nanoTime() - startNanos);
    }

    private record Parts(User user, UpstreamRequest.Answer api) {}
}
