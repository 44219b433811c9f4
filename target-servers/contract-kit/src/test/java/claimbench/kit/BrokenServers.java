package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.Check.Outcome;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each deliberately broken server is found out by the checks that are there for it, and by no other. In the nightly build
 * all checks are run on each; otherwise, since there are many servers, those of the facets that are concerned.
 *
 * <p>Most of the time goes by in waiting for what such servers never do, so they are shared out among classes, which run at the
 * same time in processes of their own.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrokenServers {
    /** What servers may do wrong, by facets of the contract. */
    enum Kind {
        MAIL(Set.of("mail")),
        STREAMS(Set.of("answer")),
        CALLS(Set.of("deadline", "retry")),
        LIMITS(Set.of("overload", "block", "shutdown", "shutdown under load", "outage", "slow clients")),
        OTHERS(Set.of());

        @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
        private final Set<String> facets;

        Kind(Set<String> facets) {
            this.facets = facets;
        }

        /** The first that is concerned. */
        static Kind of(Fault fault) {
            return Arrays.stream(values())
                    .filter(kind -> !Collections.disjoint(kind.facets, fault.facets()))
                    .findFirst()
                    .orElse(OTHERS);
        }
    }

    private static final boolean WHOLE = Boolean.getBoolean("claimbench.kit.whole");

    /** Where most of the waiting is in vain; a good answer takes two seconds at most, */
    private static final String PATIENCE_MILLIS = "5000";

    /**
     * but ten attempts with the waits between them, which are drawn, more than four; and so does a query that waits for a
     * connection, or keeps one from others.
     */
    private static final String PATIENCE_MILLIS_FOR_SLOW_ANSWERS = "15000";

    private static final int FIRST_ANSWER_MILLIS_MAX = 60_000;

    @BeforeEach
    void waitNoLongerThanNeeded() {
        System.setProperty(FuzzContract.CASES, "60");
    }

    @AfterEach
    void waitAsUsual() {
        System.clearProperty(Patience.PROPERTY);
        System.clearProperty(FuzzContract.CASES);
    }

    /** Which servers are this class's. */
    abstract Kind kind();

    Stream<Fault> own() {
        return Arrays.stream(Fault.values())
                .filter(fault -> Kind.of(fault) == kind())
                .filter(fault -> WHOLE || !fault.needsSlowChecks());
    }

    @ParameterizedTest
    @MethodSource("own")
    void serverIsFoundOutByTheChecksForItsFault(Fault fault) throws Exception {
        List<Check> checks = check(fault);

        List<String> failed = checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .map(check -> check.facet() + ": " + check.check())
                .toList();
        assertThat(failed.stream().filter(check -> !fault.mayFail(check)))
                .as("checks that %s must not fail: %s", fault, shown(checks))
                .isEmpty();
        assertThat(failed)
                .as("checks that %s must fail: %s", fault, shown(checks))
                .containsAll(fault.mustFail());
        assertThat(checks)
                .as(
                        "what is not run is only what needs a server that the kit has started, that has a loop, or that is ours")
                .noneMatch(check -> check.outcome() == Outcome.IMPEDED)
                .filteredOn(check -> check.outcome() == Outcome.NOT_RUN)
                .allMatch(check -> check.reason().contains("did not start this server")
                        || check.reason().contains("has no loop")
                        || check.reason().contains("the table of meters knows a model"));
    }

    private static List<Check> check(Fault fault) throws Exception {
        boolean slow = WHOLE || !Collections.disjoint(fault.facets(), Set.of("retry", "overload"));
        System.setProperty(Patience.PROPERTY, slow ? PATIENCE_MILLIS_FOR_SLOW_ANSWERS : PATIENCE_MILLIS);
        if (fault.isStartedByTheKit()) {
            return check(ReferenceMain.subject(fault), fault);
        }
        int upstreamPort = FreePort.choose();
        URI upstream = URI.create("http://127.0.0.1:" + upstreamPort);
        try (ReferenceServer server = ReferenceServer.start(upstream, true, fault)) {
            warmUp(server.base());
            return check(Subject.running(server.base(), upstreamPort), fault);
        }
    }

    /** The first request of a JVM on a busy machine takes longer than the checks wait; whether it goes well is their affair. */
    private static void warmUp(URI server) {
        try {
            var connection =
                    (HttpURLConnection) server.resolve("/health").toURL().openConnection();
            connection.setReadTimeout(FIRST_ANSWER_MILLIS_MAX);
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            // Some of these servers do worse.
        }
    }

    /** On a thread of its own, which does not know that it is inside a test already. */
    private static List<Check> check(Subject subject, Fault fault) throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            return threads.submit(() -> Kit.run(subject, wanted(fault), WHOLE && fault.needsSlowChecks(), facet -> {}))
                    .get();
        }
    }

    private static Predicate<String> wanted(Fault fault) {
        List<String> facets = fault.facets().stream().map(facet -> facet + ": ").toList();
        return WHOLE ? any -> true : name -> facets.stream().anyMatch(name::startsWith);
    }

    private static String shown(List<Check> checks) {
        Stream<String> failures = checks.stream()
                .flatMap(check -> check.failures().stream().map(failure -> check.check() + ": " + failure));
        return String.join(System.lineSeparator(), failures.toList());
    }
}
