package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.generator;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;

import claimbench.loop.AsyncGenerator;
import java.time.Duration;

/** An asynchronous generator makes its items one by one, as they are asked for; a consumer that leaves early closes it. */
final class ItemsOneByOne {
    private ItemsOneByOne() {}

    static Program program() {
        return Program.of(
                "S10",
                new Scene("all-items", trace -> consume(trace, 3)),
                new Scene("stops-early", trace -> consume(trace, 2)));
    }

    private static AsyncGenerator<String> answer(Trace trace) {
        return generator(out -> {
            try {
                for (int piece = 1; piece <= 3; piece++) {
                    await(sleep(Duration.ofSeconds(1)));
                    trace.say("piece " + piece + " is made");
                    out.yield("piece " + piece);
                }
                trace.say("the generator ends");
            } finally {
                trace.say("the generator cleans up");
            }
        });
    }

    private static void consume(Trace trace, int wanted) throws Exception {
        run(
                async(() -> {
                    try (var pieces = answer(trace)) {
                        for (String piece : pieces) {
                            trace.say(piece + " is read");
                            if (wanted < 3 && piece.endsWith(" " + wanted)) {
                                break;
                            }
                        }
                    }
                    trace.say("the consumer goes on");
                }),
                trace.clock());
    }
}
