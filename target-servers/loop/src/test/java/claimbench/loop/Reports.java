package claimbench.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What a loop has reported. Thread-safe. */
final class Reports implements ExceptionHandler {
    private final List<Report> all = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void handle(Report report) {
        all.add(report);
        first.countDown();
    }

    /** Blocks until there is a report. */
    void awaitFirst() throws InterruptedException {
        first.await();
    }

    List<Report> all() {
        return all;
    }

    List<Report> of(Report.Kind kind) {
        return all.stream().filter(report -> report.kind() == kind).toList();
    }

    /** The one report of a kind. */
    Report only(Report.Kind kind) {
        assertThat(of(kind)).as("reports of %s among %s", kind, all).hasSize(1);
        return of(kind).getFirst();
    }

    /** Whether a report has a call of the method on its stack; a lambda's is named after the method it stands in. */
    static boolean names(Report report, String method) {
        return report.stack().stream().anyMatch(call -> call.getMethodName().contains(method));
    }
}
