package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.Json;
import claimbench.contract.MailRequest;
import java.util.Map;
import reactor.core.publisher.Mono;

/** {@link MailRequest}: 202 when the mail is accepted. A mail whose caller left before that is not. */
record MailRoute(Mails mails) {
    /** What a mail gives. */
    record Accepted(int user) {}

    Mono<Reply> handle(Call call) {
        MailRequest request = MailRequest.from(call.query());
        return call.afterMs(request.ms(), request.user()).map(user -> {
            mails.accept(user);
            return new Reply.Whole(
                    new Answer(202, Answer.JSON, Json.MAPPER.writeValueAsBytes(new Accepted(user)), Map.of()));
        });
    }
}
