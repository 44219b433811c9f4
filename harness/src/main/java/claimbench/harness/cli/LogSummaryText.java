package claimbench.harness.cli;

import claimbench.harness.gatlinglog.LogSummary;
import claimbench.harness.gatlinglog.LogSummary.Failure;
import claimbench.harness.gatlinglog.LogSummary.Groups;
import claimbench.harness.gatlinglog.LogSummary.Message;
import claimbench.harness.gatlinglog.LogSummary.Requests;
import claimbench.harness.gatlinglog.LogSummary.Times;
import claimbench.harness.gatlinglog.LogSummary.Users;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The summary of a log as tables: good answers' times in a line, those of failures in one of their own. */
final class LogSummaryText {
    /** More are in the JSON. */
    private static final int MESSAGES_MAX = 20;

    private static final List<String> TIMES = List.of("min", "p50", "p95", "p99", "p99.9", "max", "mean");
    private static final String NONE = "-";
    private static final String IN = " / ";

    private LogSummaryText() {}

    static void print(PrintWriter out, LogSummary log) {
        out.println(log.simulation() + (log.description().isBlank() ? "" : ": " + log.description()));
        out.printf(
                Locale.ROOT,
                "Gatling %s, %s, %,.1f s, %,d records; users: %s%n",
                log.gatlingVersion(),
                log.startedAt(),
                log.seconds(),
                log.records(),
                users(log));
        if (log.usersLeft() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d users had not ended: the run was ended before its time, or the log is not whole%n",
                    log.usersLeft());
        }
        out.println();
        requests(out, log);
        groups(out, log);
        failures(out, log);
        errors(out, log);
        if (log.unasked() > 0) {
            out.printf(Locale.ROOT, "%,d messages came that no check had asked for%n%n", log.unasked());
        }
        out.flush();
    }

    private static String users(LogSummary log) {
        String all = String.format(Locale.ROOT, "at most %,d at once", log.usersMax());
        List<String> each = log.scenarios().stream().map(LogSummaryText::users).toList();
        return each.isEmpty() ? all : all + " (" + String.join("; ", each) + ")";
    }

    private static String users(Users users) {
        return String.format(
                Locale.ROOT, "%s: %,d, at most %,d at once", users.scenario(), users.started(), users.usersMax());
    }

    private static void requests(PrintWriter out, LogSummary log) {
        if (log.requests().isEmpty()) {
            out.println("no requests");
            out.println();
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(List.of("requests (ms)", "count", "ok", "failed", "per second"), TIMES));
        log.requests().forEach(request -> add(rows, path(request.groups(), request.name()), request));
        if (log.requests().size() > 1) {
            add(rows, "all", log.all());
        }
        Table.print(out, aligned(rows));
        out.println();
    }

    private static void add(List<List<String>> rows, String name, Requests request) {
        rows.add(row(
                List.of(
                        name,
                        number(request.count()),
                        number(request.ok()),
                        number(request.failed()),
                        rate(request.perSecond())),
                times(request.okTimes())));
        if (request.failed() > 0) {
            rows.add(row(List.of("  failures", "", "", "", ""), times(request.failedTimes())));
        }
    }

    private static void groups(PrintWriter out, LogSummary log) {
        if (log.groups().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(List.of("groups (ms)", "count", "ok", "failed", "per second"), TIMES));
        for (Groups group : log.groups()) {
            rows.add(row(
                    List.of(
                            path(group.groups(), group.name()),
                            number(group.count()),
                            number(group.ok()),
                            number(group.failed()),
                            rate(group.perSecond())),
                    times(group.durations())));
            rows.add(row(List.of("  without pauses", "", "", "", ""), times(group.cumulated())));
        }
        Table.print(out, aligned(rows));
        out.println();
    }

    private static void failures(PrintWriter out, LogSummary log) {
        if (log.failures().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("failures", "count", "message"));
        log.failures().stream().limit(MESSAGES_MAX).forEach(failure -> rows.add(row(failure)));
        Table.print(out, rows);
        more(out, log.failures().size());
        out.println();
    }

    private static List<String> row(Failure failure) {
        return List.of(path(failure.groups(), failure.name()), number(failure.count()), oneLine(failure.message()));
    }

    private static void errors(PrintWriter out, LogSummary log) {
        if (log.errors().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("errors", "message"));
        for (Message error : log.errors().stream().limit(MESSAGES_MAX).toList()) {
            rows.add(List.of(number(error.count()), oneLine(error.message())));
        }
        Table.print(out, rows);
        more(out, log.errors().size());
        out.println();
    }

    private static void more(PrintWriter out, int messages) {
        if (messages > MESSAGES_MAX) {
            out.printf(Locale.ROOT, "… and %,d other messages (--json has them)%n", messages - MESSAGES_MAX);
        }
    }

    private static List<String> times(@Nullable Times times) {
        if (times == null) {
            return TIMES.stream().map(_ -> NONE).toList();
        }
        return Stream.concat(
                        Stream.of(times.min(), times.p50(), times.p95(), times.p99(), times.p999(), times.max())
                                .map(LogSummaryText::number),
                        Stream.of(rate(times.mean())))
                .toList();
    }

    private static List<String> row(List<String> first, List<String> rest) {
        return Stream.concat(first.stream(), rest.stream()).toList();
    }

    /** All columns but the first are numbers: to the right. */
    private static List<List<String>> aligned(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 1; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>(List.of(row.getFirst()));
                    for (int column = 1; column < columns; column++) {
                        cells.add(" ".repeat(widths[column] - row.get(column).length()) + row.get(column));
                    }
                    return cells;
                })
                .toList();
    }

    private static String path(List<String> groups, String name) {
        return oneLine(
                String.join(IN, Stream.concat(groups.stream(), Stream.of(name)).toList()));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String rate(double number) {
        return String.format(Locale.ROOT, "%,.1f", number);
    }
}
