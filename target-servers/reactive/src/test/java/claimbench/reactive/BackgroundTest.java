package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.ProblemException;
import claimbench.runtime.ServerMeters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BackgroundTest {
    private final ServerMeters meters = new ServerMeters("test");
    private final Background background = new Background(2, 1, meters);
    private final List<Integer> begun = new ArrayList<>();

    @Test
    void refusesWhatItHasNoRoomForAndTakesItWhenThereIs() {
        List<Sinks.Empty<Void>> ends = new ArrayList<>();
        for (int user = 1; user <= 3; user++) {
            Sinks.Empty<Void> end = Sinks.empty();
            ends.add(end);
            background.reserve().run(user, task(user, end.asMono()));
        }
        assertThat(begun).as("two at once").containsExactly(1, 2);
        assertThat(meters.text())
                .contains("claimbench_background_tasks{process=\"test\",state=\"running\"} 2.0")
                .contains("claimbench_background_tasks{process=\"test\",state=\"waiting\"} 1.0");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(background::reserve)
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(503));
        ends.getFirst().tryEmitEmpty();
        assertThat(begun).containsExactly(1, 2, 3);
        background.reserve().giveBack();
        background.reserve().run(4, task(4, Mono.empty()));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(background::reserve);
    }

    @Test
    void placeThatWasGivenBackOnceIsNotGivenBackTwice() {
        Background.Place place = background.reserve();
        place.giveBack();
        place.giveBack();
        for (int taken = 0; taken < 3; taken++) {
            background.reserve();
        }
        assertThatExceptionOfType(ProblemException.class).isThrownBy(background::reserve);
    }

    @Test
    void taskThatFailsIsCountedAndDisturbsNoOther() {
        background.reserve().run(1, Mono.error(new IOException("no")));
        background.reserve().run(2, task(2, Mono.empty()));
        assertThat(begun).containsExactly(2);
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"test\"} 1.0")
                .contains("claimbench_background_ended_total{outcome=\"success\",process=\"test\"} 1.0");
        background.drain(Duration.ofSeconds(20));
    }

    @Test
    void whatCannotBeDrainedIsToldOfByUser() {
        for (int user = 7; user <= 9; user++) {
            background.reserve().run(user, task(user, Mono.never()));
        }
        assertThat(logOf(() -> background.drain(Duration.ofMillis(50))))
                .contains("3 background tasks were cut off at shutdown; users not notified: 7, 8, 9");
        assertThat(begun).as("none begins after the end").containsExactly(7, 8);
    }

    @Test
    void taskAfterTheEndIsToldOf() {
        Background.Place late = background.reserve();
        background.drain(Duration.ofSeconds(20));
        assertThat(logOf(() -> late.run(7, Mono.empty()))).contains("user 7 was not notified");
    }

    private Mono<Void> task(int user, Mono<Void> work) {
        return work.doOnSubscribe(subscription -> begun.add(user));
    }

    /** The log is written to standard error. */
    private static String logOf(Runnable action) {
        PrintStream before = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
