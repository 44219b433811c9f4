package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.ProblemException;
import claimbench.loop.Coroutine;
import claimbench.loop.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Background work, on a clock of the loop's own: nobody really waits. */
class BackgroundTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> log = new ArrayList<>();
    private final Background background = new Background(2, 1, succeeded -> log.add(succeeded ? "success" : "failure"));

    @Test
    void workBeyondWhatMayRunAndWaitIsRefused() throws Exception {
        onLoop(() -> {
            for (String name : List.of("a", "b", "c")) {
                begin(name, work(name));
            }
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(background::takePlace)
                    .matches(e -> e.problem().status() == 503);
            assertThat(background.running()).isEqualTo(2);
            assertThat(background.waiting()).isEqualTo(1);
            assertThat(await(background.drain(SECOND.multipliedBy(10)))).isEmpty();
            begin("d", work("d"));
            await(background.drain(SECOND.multipliedBy(10)));
        });
        assertThat(log)
                .containsExactly(
                        "a begins",
                        "b begins",
                        "a ends",
                        "b ends",
                        "c begins",
                        "success",
                        "success",
                        "c ends",
                        "success",
                        "d begins",
                        "d ends",
                        "success");
    }

    @Test
    void placeThatWasNotUsedIsGivenBack() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 10; i++) {
                background.takePlace().close();
            }
            assertThat(background.running()).isZero();
        });
    }

    @Test
    void placeIsTakenFromTheStart() throws Exception {
        onLoop(() -> {
            try (Background.Place one = background.takePlace();
                    Background.Place two = background.takePlace();
                    Background.Place three = background.takePlace()) {
                assertThat(List.of(one, two, three)).doesNotHaveDuplicates();
                assertThatExceptionOfType(ProblemException.class).isThrownBy(background::takePlace);
            }
        });
    }

    @Test
    void failureIsCountedAndDisturbsNobody() throws Exception {
        onLoop(() -> {
            begin("bad", async(() -> {
                throw new IOException("no mail today");
            }));
            begin("good", work("good"));
            assertThat(await(background.drain(SECOND.multipliedBy(10)))).isEmpty();
        });
        assertThat(log).containsExactly("good begins", "failure", "good ends", "success");
    }

    @Test
    void whatIsNotDoneInTimeIsNamedAndGivenUp() throws Exception {
        onLoop(() -> {
            begin("slow", async(() -> {
                await(sleep(Duration.ofHours(1)));
            }));
            begin("quick", work("quick"));
            assertThat(await(background.drain(SECOND.multipliedBy(2)))).containsExactly("slow");
            await(sleep(Duration.ZERO));
            await(sleep(Duration.ZERO));
        });
        assertThat(log).containsExactly("quick begins", "quick ends", "success", "failure");
    }

    @Test
    void allThatIsGivenUpIsInTheLogHoweverMuchItIs() throws Exception {
        int count = 3_000;
        var all = new Background(1, count, succeeded -> {});
        PrintStream before = System.err;
        var errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            onLoop(() -> {
                for (int user = 0; user < count; user++) {
                    try (Background.Place place = all.takePlace()) {
                        place.begin("mail to user " + user, async(() -> {
                            await(sleep(Duration.ofHours(1)));
                        }));
                    }
                }
                await(all.drain(SECOND));
            });
        } finally {
            System.setErr(before);
        }
        assertThat(Pattern.compile("mail to user (\\d+)")
                        .matcher(errors.toString(StandardCharsets.UTF_8))
                        .results()
                        .map(named -> Integer.valueOf(named.group(1))))
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    private Coroutine<Void> work(String name) {
        return async(() -> {
            log.add(name + " begins");
            await(sleep(SECOND));
            log.add(name + " ends");
        });
    }

    private void begin(String name, Coroutine<Void> work) {
        try (Background.Place place = background.takePlace()) {
            place.begin(name, work);
        }
    }

    private static void onLoop(Coroutine.Action program) throws Exception {
        run(async(program), new VirtualClock());
    }
}
