package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class BackgroundTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ServerMeters meters = new ServerMeters("stub");
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    enum Model {
        PLATFORM,
        VIRTUAL;

        private ExecutorService threads(int tasks) {
            return this == PLATFORM ? Executors.newFixedThreadPool(tasks) : Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    private Background background(Model model, int tasks, int queue) {
        return new Background(model.threads(tasks), tasks, queue, meters);
    }

    private void hold() throws InterruptedException {
        held.await();
        done.incrementAndGet();
    }

    private static void run(Background background, int user, Background.Task task) {
        try (Background.Place place = background.reserve()) {
            place.run(user, task);
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskBeyondTheQueueIsRefusedAndNoneOfTheOthersIsLost(Model model) {
        Background background = background(model, 2, 3);
        for (int user = 0; user < 5; user++) {
            run(background, user, this::hold);
        }
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(background::reserve)
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(503))
                .withMessage("5 background tasks run or wait, which is as many as there may be; try again later");
        held.countDown();
        background.drain(LONG);
        assertThat(done).hasValue(5);
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"success\",process=\"stub\"} 5.0\n")
                .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"stub\"} 0.0\n")
                .contains("claimbench_background_tasks{process=\"stub\",state=\"running\"} 0.0\n")
                .contains("claimbench_background_tasks{process=\"stub\",state=\"waiting\"} 0.0\n");
    }

    @ParameterizedTest
    @EnumSource
    void placeThatGetsNoTaskIsThereForTheNext(Model model) {
        Background background = background(model, 1, 0);
        for (int time = 0; time < 3; time++) {
            background.reserve().close();
        }
        run(background, 1, done::incrementAndGet);
        background.drain(LONG);
        assertThat(done).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void noMoreRunAtOnceThanMay(Model model) {
        Background background = background(model, 2, 20);
        var atOnce = new AtomicInteger();
        var atOnceMax = new AtomicInteger();
        for (int user = 0; user < 20; user++) {
            run(background, user, () -> {
                atOnceMax.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                atOnce.decrementAndGet();
            });
        }
        background.drain(LONG);
        assertThat(atOnceMax.get()).isBetween(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void taskThatFailsIsCountedAndItsPlaceIsFree(Model model) {
        Background background = background(model, 1, 0);
        var failed = new CountDownLatch(1);
        run(background, 1, () -> {
            failed.countDown();
            throw new IOException("no mail today");
        });
        background.drain(LONG);
        assertThat(failed.getCount()).isZero();
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"stub\"} 1.0\n");
        background.reserve().close();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeDrainedIsCutOffAndToldOf(Model model) throws Exception {
        Background background = background(model, 1, 5);
        run(background, 7, this::hold);
        run(background, 3, this::hold);
        try (var errors = new CapturedErrors()) {
            background.drain(Duration.ofMillis(100));
            assertThat(errors.text())
                    .contains("2 background tasks were cut off at shutdown\n")
                    .contains("users not notified: 3, 7\n");
        }
        assertThat(done).hasValue(0);
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"stub\"} 2.0\n");
    }

    @ParameterizedTest
    @EnumSource
    void allWhoAreCutOffAreNamedHoweverManyTheyAre(Model model) throws Exception {
        int count = 3_000;
        Background background = background(model, 2, count);
        List<Integer> users =
                IntStream.range(0, count).map(i -> 100_000 + i).boxed().toList();
        users.forEach(user -> run(background, user, this::hold));
        try (var errors = new CapturedErrors()) {
            background.drain(Duration.ofMillis(100));
            assertThat(Pattern.compile("\\b1\\d{5}\\b")
                            .matcher(errors.text())
                            .results()
                            .map(named -> Integer.valueOf(named.group())))
                    .isEqualTo(users);
            assertThat(errors.text().lines()).allMatch(line -> line.length() < 2 * LogLines.CHARS_MAX);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mailThatIsSentWhileItIsCutOffIsASuccess(Model model) throws Exception {
        Background background = background(model, 1, 0);
        run(background, 7, () -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                // It was on its way already, and arrives.
                done.incrementAndGet();
            }
        });
        try (var errors = new CapturedErrors()) {
            background.drain(Duration.ofMillis(100));
            assertThat(errors.text()).isEmpty();
        }
        assertThat(done).hasValue(1);
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"success\",process=\"stub\"} 1.0\n");
    }

    @ParameterizedTest
    @EnumSource
    void taskThatEndsByAnErrorIsToldOf(Model model) throws Exception {
        Background background = background(model, 1, 0);
        try (var errors = new CapturedErrors()) {
            run(background, 7, () -> {
                throw new OutOfMemoryError("as if");
            });
            background.drain(LONG);
            assertThat(errors.text()).contains("user 7 was not notified: java.lang.OutOfMemoryError: as if");
        }
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"stub\"} 1.0\n");
        background.reserve().close();
    }

    @ParameterizedTest
    @EnumSource
    void taskThatComesAfterTheDrainIsToldOf(Model model) throws Exception {
        Background background = background(model, 1, 5);
        Background.Place late = background.reserve();
        background.drain(LONG);
        try (var errors = new CapturedErrors()) {
            late.run(9, this::hold);
            assertThat(errors.text()).contains("user 9 was not notified");
        }
        assertThat(meters.text())
                .contains("claimbench_background_ended_total{outcome=\"failure\",process=\"stub\"} 1.0\n");
    }
}
