package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import claimbench.contract.Answer;
import claimbench.contract.Meter;
import claimbench.contract.MeterDifferences;
import claimbench.contract.MeteredProcess;
import claimbench.contract.Problem;
import claimbench.load.GeneratorReport.Count;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The generator as a process of its own, against small real servers. Most of the time it starts, or waits for a window's end: so several
 * tests run at the same time, each with a server and a folder of its own.
 */
@Execution(ExecutionMode.CONCURRENT)
class GeneratorTest {
    private static final String QUICK_WARM_UP = "warmUpMillis=200";

    /** The first request of a fresh Gatling takes more than a second where the machine is busy, and ends in the window then. */
    private static final String QUICK_WINDOW = "windowMillis=2500";

    @TempDir
    private Path folder;

    @AutoClose
    private final Socket nobody = new Socket();

    @Test
    void closedLoadCountsWhatTheServerReceived() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=wait",
                        "ms=7",
                        "url=" + target.url(),
                        "users=3",
                        "warmUpMillis=400",
                        "windowMillis=2500",
                        "output=events")) {
            generator.await("booted");
            long startEpochMillis = Long.parseLong(generator.await("window-start"));
            long endEpochMillis = Long.parseLong(generator.await("window-end"));
            GeneratorReport report = generator.report();

            assertThat(endEpochMillis - startEpochMillis).isEqualTo(2_500);
            assertThat(report.windowStartEpochMillis()).isEqualTo(startEpochMillis);
            assertThat(report.windowEndEpochMillis()).isEqualTo(endEpochMillis);
            assertThat(report.usersMax()).isEqualTo(3);
            assertThat(report.failures()).isEmpty();
            Count window = of(report.requests(), "wait");
            Count wholeRun = of(report.wholeRun(), "wait");
            assertThat(window.answered()).isPositive();
            assertThat(window.failed()).isZero();
            assertThat(of(Objects.requireNonNull(report.underWay()), "wait"))
                    .as("three users, who do little else")
                    .isBetween(0.3, 3.0);
            assertThat(target.requests()).containsOnlyKeys("/wait?ms=7");
            assertThat(of(target.requests(), "/wait?ms=7")).isEqualTo(wholeRun.answered());
            assertThat(wholeRun.answered()).isGreaterThan(window.answered());
            assertThat(generator.histograms("responses.hlog")).containsOnlyKeys("wait");
            assertThat(of(generator.histograms("responses.hlog"), "wait").getTotalCount())
                    .isEqualTo(window.answered());
            assertThat(generator.histograms("failures.hlog")).isEmpty();
            assertThat(generator.out().resolve("simulation.log")).isNotEmptyFile();
            assertThat(generator.out().resolve("gatling")).doesNotExist();
        }
    }

    @Test
    void openLoadSendsEveryArrivalThatIsDueInTheWindow() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "workload=open",
                        "rate=150",
                        "warmUpMillis=1000",
                        "windowMillis=1000")) {
            GeneratorReport report = generator.report();

            assertThat(report.requests()).containsEntry("plaintext", new Count(150, 0));
            // Half of the warm-up ramps: half of its arrivals send nothing.
            assertThat(of(report.wholeRun(), "plaintext").answered()).isBetween(150L + 75 + 30, 150L + 75 + 45);
            assertThat(of(target.requests(), "/plaintext"))
                    .isEqualTo(of(report.wholeRun(), "plaintext").answered());
            assertThat(of(generator.histograms("responses.hlog"), "plaintext").getTotalCount())
                    .isEqualTo(150);
            assertThat(of(generator.histograms("service.hlog"), "plaintext").getTotalCount())
                    .isEqualTo(150);
        }
    }

    @Test
    void everySecondOfTheWindowHasTheRequestsThatWereDueInIt() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "workload=open",
                        "rate=40",
                        "output=events",
                        "warmUpMillis=1000",
                        "windowMillis=2500")) {
            GeneratorReport report = generator.report();

            long start = report.windowStartEpochMillis();
            for (String file : List.of("responses.hlog", "service.hlog")) {
                assertThat(generator.seconds(file))
                        .extracting(
                                Histogram::getTag,
                                Histogram::getStartTimeStamp,
                                Histogram::getEndTimeStamp,
                                Histogram::getTotalCount)
                        .containsExactly(
                                tuple("plaintext", start, start + 1_000, 40L),
                                tuple("plaintext", start + 1_000, start + 2_000, 40L),
                                tuple("plaintext", start + 2_000, start + 2_500, 20L));
            }
            assertThat(generator.seconds("warm-up.hlog")).singleElement().satisfies(second -> {
                assertThat(second.getStartTimeStamp()).isEqualTo(start - 1_000);
                assertThat(second.getTotalCount())
                        .isEqualTo(of(report.wholeRun(), "plaintext").answered() - 100);
            });
        }
    }

    @Test
    void warmUpEndsWhenTheParentSaysThatItHasBeenLongEnough() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=wait",
                        "ms=5",
                        "url=" + target.url(),
                        "users=2",
                        "warmUpMillis=45000",
                        QUICK_WINDOW,
                        "exitWithParent=true")) {
            generator.await("booted");
            await().atMost(40, TimeUnit.SECONDS).until(() -> !target.requests().isEmpty());
            generator.send("nothing that it knows");
            generator.send("measure");
            long startEpochMillis = Long.parseLong(generator.await("window-start"));
            GeneratorReport report = generator.report();

            assertThat(of(report.requests(), "wait").answered()).isPositive();
            List<Histogram> warmUp = generator.seconds("warm-up.hlog");
            assertThat(warmUp.getLast().getStartTimeStamp()).isEqualTo(startEpochMillis - 1_000);
            assertThat(warmUp.getFirst().getStartTimeStamp())
                    .as("it was cut short")
                    .isGreaterThan(startEpochMillis - 45_000);
            assertThat(generator.seconds("responses.hlog").getFirst().getStartTimeStamp())
                    .isEqualTo(startEpochMillis);
        }
    }

    /** For measuring what recording costs; Gatling's own log counts all. */
    @Test
    void recordingCanTakeTurnsByTenthsOfASecond() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "recording=in-turns",
                        "url=" + target.url(),
                        "users=2",
                        "output=events",
                        QUICK_WARM_UP,
                        "windowMillis=2000")) {
            GeneratorReport report = generator.report();

            long start = report.windowStartEpochMillis();
            assertThat(generator.seconds("responses.hlog"))
                    .extracting(Histogram::getStartTimeStamp)
                    .containsExactly(start, start + 1_000);
            assertThat(of(target.requests(), "/plaintext"))
                    .isGreaterThan(of(report.wholeRun(), "plaintext").answered());
            assertThat(generator.out().resolve("simulation.log")).isNotEmptyFile();
            assertThat(generator.errors()).isEmpty();
        }
    }

    @Test
    void armsOfAScenarioTakeTurns() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=fanout",
                        "calls=4",
                        "ms=30",
                        "url=" + target.url(),
                        "users=2",
                        QUICK_WARM_UP,
                        QUICK_WINDOW)) {
            GeneratorReport report = generator.report();

            assertThat(report.failures()).isEmpty();
            assertThat(report.parameters()).containsEntry("calls", "4").containsEntry("ms", "30");
            assertThat(report.wholeRun().keySet())
                    .containsExactly(
                            "one-call", "two-serial", "serial", "concurrent", "unequal-serial", "unequal-concurrent");
            assertThat(target.requests())
                    .containsOnlyKeys(
                            "/fanout?calls=1&mode=serial&ms=30",
                            "/fanout?calls=2&mode=serial&ms=30",
                            "/fanout?calls=4&mode=serial&ms=30",
                            "/fanout?calls=4&mode=concurrent&ms=30",
                            "/fanout?calls=2&mode=serial&ms=30,60",
                            "/fanout?calls=2&mode=concurrent&ms=30,60");
            long most = report.wholeRun().values().stream()
                    .mapToLong(Count::answered)
                    .max()
                    .orElseThrow();
            long least = report.wholeRun().values().stream()
                    .mapToLong(Count::answered)
                    .min()
                    .orElseThrow();
            // Each of the two users may have stopped in the middle of its last round.
            assertThat(most - least).isLessThanOrEqualTo(2);
            assertThat(generator.histograms("responses.hlog").keySet())
                    .isEqualTo(report.requests().keySet().stream()
                            .filter(name -> of(report.requests(), name).answered() > 0)
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void wrongBodiesAreFailures() throws Exception {
        var answers = new AtomicInteger();
        try (StubTarget target = StubTarget.answering((route, request) ->
                        answers.getAndIncrement() % 2 == 0 ? Answer.PLAINTEXT : Answer.text("Hello, wrong World!"));
                var generator = GeneratorProcess.start(
                        folder, "scenario=plaintext", "url=" + target.url(), "users=1", QUICK_WARM_UP, QUICK_WINDOW)) {
            GeneratorReport report = generator.report();

            Count window = of(report.requests(), "plaintext");
            assertThat(window.failed()).isPositive();
            assertThat(window.answered() - window.failed()).isBetween(-1L, 1L);
            assertThat(report.failures()).containsExactly("plaintext: body 'Hello, wrong World!', not 'Hello, World!'");
            assertThat(generator.histograms("failures.hlog")).containsOnlyKeys("plaintext:body");
            assertThat(of(generator.histograms("failures.hlog"), "plaintext:body")
                            .getTotalCount())
                    .isEqualTo(window.failed());
        }
    }

    @Test
    void refusalsAreFailures() throws Exception {
        try (StubTarget target = StubTarget.answering((route, request) -> Answer.of(Problem.overloaded("full")));
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "users=1",
                        "output=events",
                        QUICK_WARM_UP,
                        QUICK_WINDOW)) {
            GeneratorReport report = generator.report();

            assertThat(of(report.requests(), "plaintext").answered()).isZero();
            assertThat(of(report.requests(), "plaintext").failed()).isPositive();
            assertThat(report.failures()).containsExactly("plaintext: status 503");
            assertThat(generator.histograms("failures.hlog")).containsOnlyKeys("plaintext:status-503");
            assertThat(generator.histograms("responses.hlog")).isEmpty();
        }
    }

    @Test
    void connectionsThatAreClosedWithoutAnAnswerAreFailures() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> closeEveryConnection(listener, new AtomicInteger()));
            try (var generator = GeneratorProcess.start(
                    folder,
                    "scenario=plaintext",
                    "url=http://127.0.0.1:" + listener.getLocalPort(),
                    "users=1",
                    "output=events",
                    QUICK_WARM_UP,
                    QUICK_WINDOW)) {
                GeneratorReport report = generator.report();

                assertThat(of(report.requests(), "plaintext").answered()).isZero();
                assertThat(of(report.requests(), "plaintext").failed()).isPositive();
                assertThat(report.failures()).singleElement().asString().startsWith("plaintext: no answer: ");
                assertThat(generator.histograms("failures.hlog")).containsOnlyKeys("plaintext:cut-off");
            }
        }
    }

    @Test
    void requestOfTheWindowIsWaitedForUntilItsTimeIsUp() throws Exception {
        // The system accepts connections for a listener that never does; nothing answers.
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "output=events",
                        "url=http://127.0.0.1:" + listener.getLocalPort(),
                        "users=2",
                        "timeoutMillis=900",
                        "warmUpMillis=0",
                        "windowMillis=300")) {
            GeneratorReport report = generator.report();

            assertThat(report.requests()).containsEntry("plaintext", new Count(0, 2));
            assertThat(report.wholeRun()).containsEntry("plaintext", new Count(0, 2));
            assertThat(of(generator.histograms("failures.hlog"), "plaintext:timeout")
                            .getMaxValue())
                    .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
        }
    }

    @Test
    void personIsToldWhyNothingWasAnswered() throws Exception {
        try (var generator = GeneratorProcess.start(
                folder,
                "scenario=plaintext",
                "url=http://127.0.0.1:" + closedPort(),
                "users=1",
                QUICK_WARM_UP,
                QUICK_WINDOW)) {
            assertThat(generator.exitCode()).isEqualTo(1);
            assertThat(generator.linesToTheEnd().getLast())
                    .matches("plaintext +0 answered +[1-9][0-9]* failed +p50 +- ms +p99 +- ms +max +- ms");
            assertThat(generator.errors())
                    .startsWith("load: no request was answered; the first failed with plaintext: no answer: "
                            + "Connection refused")
                    .hasLineCount(1);
        }
    }

    @Test
    void programFindsRefusedConnectionsInTheReport() throws Exception {
        try (var generator = GeneratorProcess.start(
                folder,
                "scenario=plaintext",
                "url=http://127.0.0.1:" + closedPort(),
                "users=1",
                "output=events",
                QUICK_WARM_UP,
                QUICK_WINDOW)) {
            assertThat(generator.report().failures())
                    .singleElement()
                    .asString()
                    .startsWith("plaintext: no answer: Connection refused");
        }
    }

    @Test
    void userWhoseRequestFailedWaitsBeforeTheNext() throws Exception {
        try (var generator = GeneratorProcess.start(
                folder,
                "scenario=plaintext",
                "url=http://127.0.0.1:" + closedPort(),
                "users=2",
                "output=events",
                "warmUpMillis=0",
                "windowMillis=1000")) {
            long requestsOfAUserMax = 1 + 1_000 / LoadSimulation.PAUSE_AFTER_FAILURE.toMillis();
            assertThat(of(generator.report().requests(), "plaintext").failed()).isBetween(2L, 2 * requestsOfAUserMax);
        }
    }

    @Test
    void personIsToldHowManyFailedAndWhy() throws Exception {
        var answers = new AtomicInteger();
        try (StubTarget target = StubTarget.answering((route, request) ->
                        answers.getAndIncrement() % 2 == 0 ? Answer.PLAINTEXT : Answer.of(Problem.overloaded("full")));
                var generator = GeneratorProcess.start(
                        folder, "scenario=plaintext", "url=" + target.url(), "users=1", QUICK_WARM_UP, QUICK_WINDOW)) {
            assertThat(generator.exitCode()).isZero();
            assertThat(generator.linesToTheEnd().getLast())
                    .matches("[1-9][0-9]* of [1-9][0-9]* requests failed; the first failed with plaintext: status 503");
        }
    }

    @ParameterizedTest
    @MethodSource("everyScenario")
    void everyScenarioRuns(Scenario scenario, List<String> itsSettings) throws Exception {
        List<String> settings = new ArrayList<>(List.of("scenario=" + scenario.name(), "output=events"));
        settings.addAll(itsSettings);
        try (StubTarget target = StubTarget.honest()) {
            settings.add("url=" + target.url());
            try (var generator = GeneratorProcess.start(folder, settings.toArray(String[]::new))) {
                GeneratorReport report = generator.report();

                assertThat(report.failures()).isEmpty();
                assertThat(report.requests()).isNotEmpty().allSatisfy((name, count) -> {
                    assertThat(count.answered()).describedAs(name).isPositive();
                    assertThat(count.failed()).isZero();
                });
                // A step of Gatling's own that goes wrong is said there.
                assertThat(generator.errors()).isEmpty();
            }
        }
    }

    /** Each with what makes it short. */
    static Stream<Arguments> everyScenario() {
        Map<String, List<String>> settings = Map.of(
                "cpu", List.of("tasks=2", "units=2"),
                "mixed", List.of("tasks=1", "total-ms=1"),
                "stream", List.of("tokens=3", "gap-ms=1"),
                "soak", List.of("parts=2", "windowMillis=5000"),
                "agent", List.of("tokens=3", "gap-ms=1", "think-ms=10"),
                "ramp", List.of("steps=2", "from=20", "to=40", "warmUpMillis=0", "windowMillis=2000"),
                "spike", List.of("base=20", "burst=40", "warmUpMillis=0", "windowMillis=3000", "burst-percent=34"));
        return ScenarioCatalogue.all().stream()
                .map(scenario -> Arguments.of(
                        scenario,
                        Stream.concat(
                                        scenario.isShaped(Map.of())
                                                ? Stream.empty()
                                                : Stream.of(QUICK_WARM_UP, QUICK_WINDOW),
                                        settings.getOrDefault(scenario.name(), List.of()).stream())
                                .toList()));
    }

    @Test
    void personIsToldThatARampWasTooMuchFromItsFirstStepOn() throws Exception {
        var answers = new AtomicInteger();
        try (StubTarget target = StubTarget.answering((route, request) ->
                        answers.getAndIncrement() % 2 == 0 ? Answer.PLAINTEXT : Answer.of(Problem.overloaded("full")));
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=ramp",
                        "request=plaintext",
                        "steps=2",
                        "from=5",
                        "to=10",
                        "url=" + target.url(),
                        "warmUpMillis=0",
                        "windowMillis=2000")) {
            assertThat(generator.exitCode()).isZero();
            assertThat(generator.linesToTheEnd())
                    .anyMatch(line -> line.startsWith("no step was good: the capacity is less than 5 a second"));
        }
    }

    @Test
    void streamIsRecordedTokenByToken() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=stream",
                        "tokens=4",
                        "gap-ms=20",
                        "users=2",
                        "output=events",
                        "url=" + target.url(),
                        QUICK_WARM_UP,
                        QUICK_WINDOW)) {
            GeneratorReport report = generator.report();

            assertThat(report.failures()).isEmpty();
            long streams = of(report.requests(), "stream").answered();
            assertThat(streams).isPositive();
            Histogram first = of(generator.histograms("first-token.hlog"), "stream");
            Histogram gaps = of(generator.histograms("token-gap.hlog"), "stream");
            Histogram last = of(generator.histograms("last-token.hlog"), "stream");
            assertThat(first.getTotalCount()).isEqualTo(streams);
            assertThat(last.getTotalCount()).isEqualTo(streams);
            assertThat(gaps.getTotalCount()).isEqualTo(3 * streams);
            assertThat(generator.histograms("first-token.hlog")).containsOnlyKeys("stream");
            // The server waits for the gap before each token.
            assertThat(TimeUnit.NANOSECONDS.toMillis(first.getMinValue())).isGreaterThanOrEqualTo(19);
            assertThat(TimeUnit.NANOSECONDS.toMillis(last.getMinValue())).isGreaterThanOrEqualTo(79);
            assertThat(TimeUnit.NANOSECONDS.toMillis(gaps.getValueAtPercentile(50)))
                    .isBetween(10L, 1_000L);
            assertThat(of(generator.histograms("responses.hlog"), "stream").getMinValue())
                    .isGreaterThan(last.getMinValue());
            // What a stream that was good has in Gatling's log.
            long ever = of(report.wholeRun(), "stream").answered();
            assertThat(report.wholeRun())
                    .containsEntry("stream connect", new Count(ever, 0))
                    .containsEntry("stream close", new Count(0, 0));
            assertThat(of(target.requests(), "/answer?tokens=4&gap-ms=20&mode=stream"))
                    .isEqualTo(ever);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | 2 | true  | stream: the stream ended after 2 tokens as Done[tokens=3], not after 3
            3 | 3 | false | stream: no answer: the stream broke off after 3 of 3 tokens
            3 | 0 | false | stream: no answer: the stream broke off after 0 of 3 tokens
            4 | 4 | true  | stream: more than 3 tokens
            """)
    void streamThatIsNotWholeIsAFailure(int announced, int sent, boolean ended, String failure) throws Exception {
        try (StubTarget target = StubTarget.answering((route, request) -> StubTarget.tokens(announced, sent, ended));
                var generator = startOfStreams(target.url())) {
            GeneratorReport report = generator.report();

            assertThat(report.failures()).contains(failure);
            Count streams = of(report.requests(), "stream");
            assertThat(streams.answered()).isZero();
            assertThat(streams.failed()).isPositive();
            assertThat(generator.histograms("first-token.hlog")).isEmpty();
            assertThat(generator.errors()).isEmpty();
        }
    }

    @Test
    void streamThatIsRefusedIsAFailureWithItsReason() throws Exception {
        try (StubTarget target = StubTarget.answering((route, request) -> Answer.of(Problem.overloaded("full")));
                var generator = startOfStreams(target.url())) {
            GeneratorReport report = generator.report();

            assertThat(report.failures()).contains("stream: no answer: Server returned http response with code 503");
            Count ever = of(report.wholeRun(), "stream connect");
            assertThat(ever.answered()).isZero();
            assertThat(ever.failed()).isPositive();
            assertThat(report.wholeRun()).containsEntry("stream", new Count(0, 0));
            assertThat(generator.histograms("failures.hlog")).containsKey("stream:status-503");
            assertThat(generator.histograms("failures.hlog").keySet()).allMatch(tag -> tag.endsWith(":status-503"));
            assertThat(generator.errors()).isEmpty();
        }
    }

    @Test
    void streamWhoseHeadNeverComesEndsWithTheRun() throws Exception {
        // The system accepts connections for a listener that never does; nothing answers.
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var generator = startOfStreams("http://127.0.0.1:" + listener.getLocalPort(), "timeoutMillis=300")) {
            GeneratorReport report = generator.report();

            assertThat(report.failures()).contains("stream: no answer: nothing came before the run's end");
            assertThat(of(report.requests(), "stream").failed()).isPositive();
        }
    }

    private GeneratorProcess startOfStreams(String url, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "scenario=stream",
                "tokens=3",
                "gap-ms=1",
                "users=2",
                "output=events",
                "url=" + url,
                "warmUpMillis=0",
                "windowMillis=500"));
        settings.addAll(List.of(more));
        return GeneratorProcess.start(folder, settings.toArray(String[]::new));
    }

    @Test
    void oneUserInSoManyMeetsTheStall() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=deadline",
                        "every=4",
                        "workload=open",
                        "rate=100",
                        "output=events",
                        "url=" + target.url(),
                        "warmUpMillis=0",
                        "windowMillis=1000")) {
            assertThat(generator.report().requests())
                    .containsEntry("stalled", new Count(25, 0))
                    .containsEntry("healthy", new Count(75, 0));
        }
    }

    @Test
    void statusThatIsExpectedMustComeAndNoOther() throws Exception {
        try (StubTarget target = StubTarget.answering((route, request) -> Answer.of(Problem.upstreamFailed("no")));
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=partial-failure",
                        "users=2",
                        "output=events",
                        "url=" + target.url(),
                        QUICK_WARM_UP,
                        QUICK_WINDOW)) {
            GeneratorReport report = generator.report();

            assertThat(of(report.requests(), "fail-serial").failed()).isZero();
            assertThat(of(report.requests(), "fail-serial").answered()).isPositive();
            assertThat(of(report.requests(), "collect-serial").answered()).isZero();
            assertThat(report.failures()).contains("collect-serial: status 502");
        }
    }

    @Test
    void everyStageOfASpikeHasItsArrivals() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=spike",
                        "request=plaintext",
                        "base=50",
                        "burst=200",
                        "burst-percent=34",
                        "output=events",
                        "url=" + target.url(),
                        "warmUpMillis=1000",
                        "windowMillis=3000")) {
            GeneratorReport report = generator.report();

            assertThat(report.requests())
                    .containsEntry("before", new Count(50, 0))
                    .containsEntry("burst", new Count(200, 0))
                    .containsEntry("after", new Count(50, 0));
            assertThat(report.workload()).isEqualTo(LoadModel.OPEN);
        }
    }

    @Test
    void arrivalsAtRandomAreAllSentAndSayWhatTheyAre() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "workload=open",
                        "rate=60,30",
                        "arrivals=poisson",
                        "seed=5",
                        "warmUpMillis=500",
                        "windowMillis=2000")) {
            List<String> said = generator.linesToTheEnd();
            GeneratorReport report = generator.report();

            var arrivals = new Arrivals(Rate.parse("60,30").orElseThrow(), Spacing.POISSON);
            long due = Schedule.of(arrivals, 5, 500, 2_000).count();
            assertThat(report.arrivals()).isEqualTo(arrivals);
            assertThat(report.requestsPerSecond()).isEqualTo(45);
            assertThat(report.wholeRun()).containsEntry("plaintext", new Count(due, 0));
            long measured = of(report.requests(), "plaintext").answered();
            assertThat(of(generator.histograms("service.hlog"), "plaintext").getTotalCount())
                    .isEqualTo(measured);
            assertThat(of(generator.histograms("lag.hlog"), "lag").getTotalCount())
                    .isEqualTo(measured);
            assertThat(said.getFirst())
                    .isEqualTo("plaintext: open load: steps of 60, 30 arrivals a second, at random (Poisson);"
                            + " warming up for 0.5 s");
            assertThat(said)
                    .anySatisfy(line -> assertThat(line)
                            .matches("plaintext +" + measured + " answered +0 failed +response +p50 .* p99 .* max .*"))
                    .anySatisfy(line -> assertThat(line).matches(" +service +p50 .* p99 .* max .*"));
        }
    }

    @Test
    void journeyOfAnOpenLoadGoesToItsEnd() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=agent",
                        "tokens=3",
                        "gap-ms=1",
                        "think-ms=20",
                        "workload=open",
                        "rate=20",
                        "output=events",
                        "url=" + target.url(),
                        "warmUpMillis=0",
                        "windowMillis=1000")) {
            GeneratorReport report = generator.report();

            assertThat(report.failures()).isEmpty();
            assertThat(report.wholeRun())
                    .containsEntry("register", new Count(20, 0))
                    .containsEntry("answer", new Count(20, 0))
                    .containsEntry("profile", new Count(20, 0));
            // Whoever has registered looks at a profile of its own.
            assertThat(target.requests().keySet().stream().filter(path -> path.startsWith("/profile/")))
                    .hasSize(20);
        }
    }

    @Test
    void bootedGeneratorWaitsForItsTarget() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=cpu",
                        "modes=serial,parallel",
                        "tasks=2",
                        "units=3",
                        "url=stdin",
                        "exitWithParent=true",
                        "users=1",
                        "warmUpMillis=1000",
                        "windowMillis=1000")) {
            generator.await("booted");
            assertThat(target.requests()).isEmpty();
            generator.send("go " + target.url());
            GeneratorReport report = generator.report();

            assertThat(report.url()).isEqualTo(target.url());
            assertThat(report.requests()).containsOnlyKeys("serial", "parallel");
            assertThat(report.failures()).isEmpty();
            assertThat(target.requests())
                    .containsOnlyKeys("/cpu?tasks=2&units=3&mode=serial", "/cpu?tasks=2&units=3&mode=parallel");
        }
    }

    @Test
    void generatorEndsWhenItsParentIsGoneBeforeTheLoad() throws Exception {
        try (var generator = GeneratorProcess.start(folder, "scenario=plaintext", "url=stdin")) {
            generator.await("booted");
            generator.closeInput();

            assertThat(generator.exitCode()).isEqualTo(1);
            assertThat(generator.errors()).isEqualTo("load: standard input ended before 'go http://HOST:PORT'\n");
        }
    }

    @Test
    void generatorEndsWhenItsParentIsGoneUnderLoad() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "users=1",
                        "exitWithParent=true",
                        QUICK_WARM_UP,
                        "windowMillis=600000")) {
            generator.await("window-start");
            generator.closeInput();

            assertThat(generator.exitCode()).isEqualTo(1);
            assertThat(generator.out().resolve(GeneratorReport.FILE)).doesNotExist();
        }
    }

    @Test
    void anythingButGoIsRefused() throws Exception {
        try (var generator = GeneratorProcess.start(folder, "scenario=plaintext", "url=stdin")) {
            generator.await("booted");
            generator.send("go somewhere");

            assertThat(generator.exitCode()).isEqualTo(2);
            assertThat(generator.errors())
                    .isEqualTo("load: claimbench.url must be http://HOST:PORT, or stdin, not 'somewhere'\n");
        }
    }

    @Test
    void wrongSettingIsOneLineAndNothingRuns() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(folder, "scenario=wait", "url=" + target.url(), "ms=70000")) {
            assertThat(generator.linesToTheEnd()).isEmpty();
            assertThat(generator.exitCode()).isEqualTo(2);
            assertThat(generator.errors())
                    .isEqualTo("load: claimbench.ms must be a whole number from 0 to 60000, not '70000'\n");
            assertThat(generator.out()).doesNotExist();
            assertThat(target.requests()).isEmpty();
        }
    }

    @Test
    void folderThatCannotBeMadeIsOneLine() throws Exception {
        Files.writeString(folder.resolve("out"), "in the way");
        try (var generator = GeneratorProcess.start(folder, "scenario=plaintext", "url=stdin")) {
            assertThat(generator.exitCode()).isEqualTo(1);
            assertThat(generator.errors())
                    .startsWith("load: cannot write to " + generator.out())
                    .hasLineCount(1);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /dev/full")
    void fullDiskFailsTheRun() throws Exception {
        Files.createDirectories(folder.resolve("out"));
        Files.createSymbolicLink(folder.resolve("out").resolve("responses.hlog"), Path.of("/dev/full"));
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder, "scenario=plaintext", "url=" + target.url(), QUICK_WARM_UP, QUICK_WINDOW)) {
            assertThat(generator.exitCode()).isEqualTo(1);
            assertThat(generator.errors())
                    .startsWith("load: cannot write to " + generator.out())
                    .contains("responses.hlog")
                    .hasLineCount(1);
            assertThat(generator.out().resolve(GeneratorReport.FILE)).doesNotExist();
        }
    }

    @Test
    void metricsShowTheLoadWhileItRuns() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "users=2",
                        "metricsPort=0",
                        "output=events",
                        QUICK_WARM_UP,
                        "windowMillis=5000");
                HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create(generator.await("metrics"));
            generator.await("window-start");
            String requests = Meter.GENERATOR_REQUESTS.family();
            // What is recorded last of a request.
            Pattern settled = Pattern.compile(Meter.GENERATOR_LAG.count() + "\\{.*\\} [1-9]");
            HttpRequest scrape = HttpRequest.newBuilder(metrics).build();
            String text;
            do {
                // A busy machine may not have had an answer yet; at the end of the load nobody answers any more.
                text = client.send(scrape, HttpResponse.BodyHandlers.ofString()).body();
            } while (!settled.matcher(text).find());
            assertThat(MeterDifferences.of(MeteredProcess.GENERATOR, text)).isEmpty();
            assertThat(text)
                    .containsPattern(
                            requests
                                    + "_bucket\\{outcome=\"success\",phase=\"window\",process=\"generator\",request=\"plaintext\",le=")
                    .containsPattern(
                            requests
                                    + "_count\\{outcome=\"success\",phase=\"(warm-up|window)\",process=\"generator\",request=\"plaintext\"\\} [1-9]")
                    .contains(Meter.GENERATOR_USERS.sample() + "{process=\"generator\"} 2");
            assertThat(generator.report().failures()).isEmpty();
        }
    }

    @Test
    void lastWordOfItsMetersHasEveryRequestInItsPhase() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder,
                        "scenario=plaintext",
                        "url=" + target.url(),
                        "users=2",
                        "metricsPort=0",
                        "output=events",
                        QUICK_WARM_UP,
                        QUICK_WINDOW)) {
            GeneratorReport report = generator.report();

            List<String> last = Files.readAllLines(generator.out().resolve("meters.txt"));
            assertThat(counted(last, "phase=\"window\"")).isEqualTo(totalOf(report.requests()));
            assertThat(counted(last, "")).isEqualTo(totalOf(report.wholeRun()));
        }
    }

    /** Of all samples of the requests' count that have this in their labels. */
    private static long counted(List<String> text, String label) {
        return text.stream()
                .filter(line -> line.startsWith(Meter.GENERATOR_REQUESTS.count() + "{") && line.contains(label))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static long totalOf(Map<String, Count> counts) {
        return counts.values().stream()
                .mapToLong(count -> count.answered() + count.failed())
                .sum();
    }

    @Test
    void generatorThatNobodyWatchesLeavesNoMeters() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder, "scenario=plaintext", "url=" + target.url(), "users=1", QUICK_WARM_UP, QUICK_WINDOW)) {
            generator.report();

            assertThat(generator.out().resolve("meters.txt")).doesNotExist();
        }
    }

    @Test
    void metricsPortInUseIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var generator = GeneratorProcess.start(
                        folder, "scenario=plaintext", "url=stdin", "metricsPort=" + taken.getLocalPort())) {
            assertThat(generator.exitCode()).isEqualTo(1);
            assertThat(generator.errors())
                    .startsWith("load: cannot serve metrics on 127.0.0.1:" + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    @Test
    void personReadsOneLineForEachKindOfRequest() throws Exception {
        try (StubTarget target = StubTarget.honest();
                var generator = GeneratorProcess.start(
                        folder, "scenario=plaintext", "url=" + target.url(), QUICK_WARM_UP, QUICK_WINDOW)) {
            assertThat(generator.linesToTheEnd().getLast())
                    .matches(
                            "plaintext +[0-9,]+ answered +0 failed +p50 +[0-9.]+ ms +p99 +[0-9.]+ ms +max +[0-9.]+ ms");
            assertThat(generator.linesToTheEnd()).noneMatch(line -> line.startsWith("window-start"));
        }
    }

    /** What Gatling would ask for (its newest version, its analytics) would go to the proxy, which is a trap. */
    @Test
    void nothingButTheTargetIsAskedForOnTheNetwork() throws Exception {
        var trapped = new AtomicInteger();
        try (StubTarget target = StubTarget.honest();
                var trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> closeEveryConnection(trap, trapped));
            try (var generator = GeneratorProcess.start(
                    folder,
                    proxies(trap.getLocalPort()),
                    "scenario=plaintext",
                    "url=" + target.url(),
                    QUICK_WARM_UP,
                    QUICK_WINDOW)) {
                assertThat(generator.report().failures()).isEmpty();
                assertThat(trapped).hasValue(0);
            }
        }
    }

    private static <T> T of(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** One on which nobody listens, and which nobody else is given. */
    private int closedPort() throws IOException {
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return nobody.getLocalPort();
    }

    private static List<String> proxies(int port) {
        return List.of(
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + port,
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + port);
    }

    private static void closeEveryConnection(ServerSocket listener, AtomicInteger connections) {
        try {
            while (true) {
                listener.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException e) {
            // The test has closed the listener.
        }
    }
}
