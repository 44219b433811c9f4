package claimbench.harness.gatlinglog;

import claimbench.harness.gatlinglog.LogExport.Exporter;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A record a line (RFC 4180). A user has a line when it comes, with a start alone, and one when it goes, with an end alone. For one
 * thread.
 */
final class CsvExporter implements Exporter {
    private static final String HEADER =
            "record,groups,name,start_epoch_ms,end_epoch_ms,ms,cumulated_ms,status,message";

    /** Between the names of groups, the outermost first. */
    private static final String IN = " / ";

    private final Writer out;
    private final Map<LogEntry, String> namesOf = new HashMap<>();
    private long startEpochMillis;
    private List<String> scenarios = List.of();

    CsvExporter(Writer out) {
        this.out = out;
    }

    @Override
    public void run(LogHeader header) throws IOException {
        startEpochMillis = header.startEpochMillis();
        scenarios = header.scenarios();
        out.write(HEADER + "\r\n");
    }

    @Override
    public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message)
            throws IOException {
        line(
                "request",
                names(request),
                epoch(startMillis),
                epoch(endMillis),
                Integer.toString(endMillis - startMillis),
                "",
                status(ok),
                message);
    }

    @Override
    public void unasked(LogEntry stream, int atMillis) throws IOException {
        line("unasked", names(stream), epoch(atMillis), epoch(atMillis), "", "", "", "");
    }

    @Override
    public void user(int scenario, boolean comes, int atMillis) throws IOException {
        String at = epoch(atMillis);
        line("user", "," + field(scenarios.get(scenario)), comes ? at : "", comes ? "" : at, "", "", "", "");
    }

    @Override
    public void group(LogEntry group, int startMillis, int endMillis, int cumulatedMillis, boolean ok)
            throws IOException {
        line(
                "group",
                names(group),
                epoch(startMillis),
                epoch(endMillis),
                Integer.toString(endMillis - startMillis),
                Integer.toString(cumulatedMillis),
                status(ok),
                "");
    }

    @Override
    public void error(String message, int atMillis) throws IOException {
        line("error", ",", epoch(atMillis), epoch(atMillis), "", "", "", message);
    }

    private void line(
            String kind,
            String groupsAndName,
            String start,
            String end,
            String millis,
            String cumulated,
            String status,
            String message)
            throws IOException {
        out.write(kind);
        for (String field : List.of(groupsAndName, start, end, millis, cumulated, status, field(message))) {
            out.write(',');
            out.write(field);
        }
        out.write("\r\n");
    }

    private String names(LogEntry entry) {
        return namesOf.computeIfAbsent(
                entry, first -> field(String.join(IN, first.groups())) + "," + field(first.name()));
    }

    private String epoch(int millis) {
        return Long.toString(startEpochMillis + millis);
    }

    private static String status(boolean ok) {
        return ok ? "OK" : "KO";
    }

    private static String field(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == ',' || c == '\r' || c == '\n') {
                return '"' + text.replace("\"", "\"\"") + '"';
            }
        }
        return text;
    }
}
