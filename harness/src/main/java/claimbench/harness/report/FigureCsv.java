package claimbench.harness.report;

import claimbench.harness.report.figure.FigureData;
import java.util.List;

/** The numbers of a figure as comma-separated values: a header, then a line for each thing that is drawn. */
final class FigureCsv {
    private FigureCsv() {}

    static String of(FigureData data) {
        var csv = new StringBuilder(line(data.columns()));
        data.lines().forEach(line -> csv.append(line(line)));
        return csv.toString();
    }

    private static String line(List<String> fields) {
        return Csv.line(fields.toArray());
    }
}
