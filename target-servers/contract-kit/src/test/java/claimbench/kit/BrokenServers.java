package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.Check.Outcome;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
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
    static final Set<String> MAIL = Set.of("mail");
    static final Set<String> CALLS = Set.of("answer", "deadline", "retry");

    private static final boolean WHOLE = Boolean.getBoolean("claimbench.kit.whole");

    /** Where most of the waiting is in vain; a good answer takes two seconds at most, */
    private static final String PATIENCE_MILLIS = "5000";

    /**
     * but ten attempts with the waits between them, which are drawn, more than four; and so does a query that waits for a
     * connection, or keeps one from others.
     */
    private static final String PATIENCE_MILLIS_FOR_SLOW_ANSWERS = "15000";

    @BeforeEach
    void waitNoLongerThanNeeded() {
        System.setProperty(FuzzContract.CASES, "60");
    }

    @AfterEach
    void waitAsUsual() {
        System.clearProperty(Patience.PROPERTY);
        System.clearProperty(FuzzContract.CASES);
    }

    /** Which servers are this class's: by the facets of the checks that are there for them. */
    abstract boolean isOwn(Set<String> facets);

    Stream<Fault> own() {
        return Arrays.stream(Fault.values())
                .filter(fault -> isOwn(Set.copyOf(fault.facets())))
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
                .as("what is not run is only what needs a server that the kit has started, or that has a loop")
                .noneMatch(check -> check.outcome() == Outcome.IMPEDED)
                .filteredOn(check -> check.outcome() == Outcome.NOT_RUN)
                .allMatch(check -> check.reason().contains("did not start this server")
                        || check.reason().contains("has no loop"));
    }

    private static List<Check> check(Fault fault) throws Exception {
        boolean slow = WHOLE || !Collections.disjoint(fault.facets(), Set.of("retry", "overload"));
        System.setProperty(Patience.PROPERTY, slow ? PATIENCE_MILLIS_FOR_SLOW_ANSWERS : PATIENCE_MILLIS);
        if (fault.isStartedByTheKit()) {
            return check(ReferenceMain.subject(fault), fault);
        }
        int upstreamPort = freePort();
        URI upstream = URI.create("http://127.0.0.1:" + upstreamPort);
        try (ReferenceServer server = ReferenceServer.start(upstream, true, fault)) {
            return check(Subject.running(server.base(), upstreamPort), fault);
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

    /** One that is free, and below those which a system hands out by itself, so that nobody takes it meanwhile. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (BindException e) {
                // Somebody's.
            }
        }
    }
}
