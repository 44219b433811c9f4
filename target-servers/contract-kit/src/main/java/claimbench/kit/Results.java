package claimbench.kit;

import claimbench.kit.Check.Failure;
import claimbench.kit.Check.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import tools.jackson.core.JacksonException;

/**
 * Collects what comes of tests, and makes checks of it: a check is a method, however many cases it has. Thread-safe: some
 * checks run beside others.
 */
final class Results implements TestExecutionListener {
    private static final int SHOWN_CHARS_MAX = 700;
    private static final String AWAITED = "^(?:Assertion c|C)ondition defined as a [Ll]ambda expression in \\S+ ";

    /** What is said of the run as a whole, where there is something to say. */
    static final String RUN = "the run";

    private static final String RUN_CHECK = "server and kit end in good order";

    /** One check as far as it has got. */
    private static final class Row {
        private final String facet;
        private final String check;
        private final List<Failure> failures = new ArrayList<>();
        private int cases;
        private int aborted;
        private boolean impeded;
        private String reason = "";
        private boolean done;

        private Row(String facet, String check) {
            this.facet = facet;
            this.check = check;
        }

        private Check check() {
            Outcome outcome = !failures.isEmpty()
                    ? Outcome.FAILED
                    : impeded ? Outcome.IMPEDED : cases == 0 || aborted == cases ? Outcome.NOT_RUN : Outcome.OK;
            return new Check(facet, check, outcome, cases, List.copyOf(failures), reason);
        }
    }

    private final List<String> facets;
    private final Consumer<List<Check>> done;

    // All guarded by this object's monitor.
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private @Nullable Throwable broken;

    /** Whether any check was run, or passed over. */
    private boolean begun;

    private int facetsTold;

    /**
     * Nothing yet.
     *
     * @param done is told of each facet's checks as soon as all of them are done, in the order of the facets
     */
    Results(List<String> facets, Consumer<List<Check>> done) {
        this.facets = facets;
        this.done = done;
    }

    /** All checks, in the order of the facets. */
    synchronized List<Check> checks() {
        if (broken instanceof KitException said && !begun) {
            throw said;
        }
        if (broken != null && !begun) {
            throw new KitException("nothing could be checked: " + expected(broken), broken);
        }
        return Stream.concat(facets.stream().flatMap(facet -> checks(facet).stream()), run().stream())
                .toList();
    }

    /** What failed besides the checks, after some of them: what they have found out stands all the same. */
    private List<Check> run() {
        return broken == null
                ? List.of()
                : List.of(new Check(RUN, RUN_CHECK, Outcome.FAILED, 1, List.of(failure("", broken)), ""));
    }

    private List<Check> checks(String facet) {
        return rows.values().stream()
                .filter(row -> row.facet.equals(facet))
                .map(Row::check)
                .toList();
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan plan) {
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                method(test)
                        .ifPresent(source -> rows.put(
                                test.getUniqueId(),
                                new Row(ByFacet.facet(source.getJavaMethod()), test.getDisplayName())));
            }
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        Row row = rows.get(test.getUniqueId());
        if (row != null) {
            row.reason = reason;
            row.done = true;
            tell();
        }
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Row own = rows.get(test.getUniqueId());
        Row row = own != null ? own : rows.get(test.getParentId().orElse(""));
        if (row == null) {
            // The class, or the engine: what fails there before the first check keeps everything else from being run.
            result.getThrowable().ifPresent(failure -> broken = Objects.requireNonNullElse(broken, failure));
            return;
        }
        begun = true;
        if (test.isTest() || result.getStatus() == Status.FAILED) {
            row.cases++;
            switch (result.getStatus()) {
                case SUCCESSFUL -> {}
                case ABORTED -> {
                    row.aborted++;
                    row.impeded |= result.getThrowable().orElse(null) instanceof ImpededException;
                    row.reason = result.getThrowable().map(Results::message).orElse("");
                }
                case FAILED ->
                    row.failures.add(failure(
                            own == null ? test.getDisplayName() : "",
                            result.getThrowable().orElseGet(() -> new AssertionError("failed without a reason"))));
            }
        }
        if (own != null) {
            row.done = true;
            tell();
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        if (!begun) {
            return;
        }
        rows.values().stream().filter(row -> !row.done).forEach(row -> {
            row.reason = "the run ended before this check";
            row.done = true;
        });
        tell();
        List<Check> run = run();
        if (!run.isEmpty()) {
            done.accept(run);
        }
    }

    private void tell() {
        while (facetsTold < facets.size() && isDone(facets.get(facetsTold))) {
            List<Check> checks = checks(facets.get(facetsTold));
            facetsTold++;
            if (!checks.isEmpty()) {
                done.accept(checks);
            }
        }
    }

    private boolean isDone(String facet) {
        return rows.values().stream().allMatch(row -> !row.facet.equals(facet) || row.done);
    }

    private static Optional<MethodSource> method(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    }

    private static Failure failure(String input, Throwable failure) {
        Optional<Transcript.Conversation> conversation = Transcript.Conversation.of(failure);
        return new Failure(
                input.replaceFirst("^\\[\\d+] ", ""),
                expected(failure),
                conversation.map(Transcript.Conversation::sent).orElse(""),
                conversation.map(Transcript.Conversation::came).orElse(""));
    }

    /** What the check says was expected; a client's own failure is put into words. */
    private static String expected(Throwable failure) {
        return switch (failure) {
            case AssertionError said -> message(said);
            case SocketTimeoutException _ ->
                "an answer within " + Patience.text() + ", or the end of the connection: it hangs";
            case IOException broken -> "a whole answer, but " + message(broken);
            case JacksonException broken -> "JSON as the contract has it, but " + message(broken);
            case TimeoutException over -> "an end of the check in its time, but " + message(over);
            // It says first in which class the condition stands, which helps nobody here.
            case ConditionTimeoutException over -> message(over).replaceFirst(AWAITED, "");
            case KitException said -> message(said);
            default -> failure.toString();
        };
    }

    /** On one line, and not longer than somebody reads. */
    private static String message(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceFirst("^Assumption failed: ", "");
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + " …";
    }
}
