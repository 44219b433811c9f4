package claimbench.harness.report.figure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a figure is drawn from, with all their digits, in the order in which it shows them. Times are in the unit that a
 * column's name ends with.
 *
 * @param columns their names
 * @param lines one for each thing that is drawn, as long as the columns; empty where there is no number
 */
public record FigureData(List<String> columns, List<List<String>> lines) {
    public FigureData {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
    }

    /** A line of these fields; null where there is no number. */
    static List<String> line(@Nullable Object... fields) {
        return Arrays.stream(fields).map(field -> Objects.toString(field, "")).toList();
    }
}
