package claimbench.reactive;

import claimbench.contract.WaitRequest;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** {@code /wait}: a timer, and no thread that waits for it. */
final class WaitRoute {

    Mono<WaitRequest.Answer> handle(WaitRequest request) {
        return Mono.delay(Duration.ofMillis(request.ms())).map(time -> new WaitRequest.Answer(request.ms()));
    }
}
