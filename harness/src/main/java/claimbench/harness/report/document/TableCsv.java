package claimbench.harness.report.document;

import java.util.List;
import java.util.stream.Collectors;

/** A table as comma-separated values (RFC 4180), with the heads of its columns in the first line. */
public final class TableCsv {
    private TableCsv() {}

    public static String of(TableBlock table) {
        var csv = new StringBuilder();
        csv.append(line(table.columns().stream().map(TableBlock.Column::head).toList()));
        table.rows()
                .forEach(row -> csv.append(line(row.stream()
                        .map(cell -> cell.content().stream().map(Inline::text).collect(Collectors.joining()))
                        .toList())));
        return csv.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(TableCsv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
