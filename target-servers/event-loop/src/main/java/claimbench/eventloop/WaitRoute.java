package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.sleep;

import claimbench.contract.WaitRequest;
import java.time.Duration;

/** {@code /wait}: a timer of the loop; other coroutines run meanwhile. */
final class WaitRoute {
    private WaitRoute() {}

    static WaitRequest.Answer answer(WaitRequest request) throws Exception {
        await(sleep(Duration.ofMillis(request.ms())));
        return new WaitRequest.Answer(request.ms());
    }
}
