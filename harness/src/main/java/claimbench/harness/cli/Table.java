package claimbench.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns as wide as they need to be. */
final class Table {
    private Table() {}

    /** Prints rows; all have as many cells. The last column is not padded. */
    static void print(PrintWriter out, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                line.append(cell);
                if (column < columns - 1) {
                    line.repeat(' ', widths[column] - cell.length() + 2);
                }
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
