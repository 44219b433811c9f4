package claimbench.harness.report.document;

import java.util.List;

/**
 * A table; the first column is what a row is about.
 *
 * @param id its anchor, and the name of its file of comma-separated values
 * @param caption says what the table shows; plain
 * @param rows each with as many cells as there are columns
 */
public record TableBlock(String id, String caption, List<Column> columns, List<List<Cell>> rows) implements Block {
    /** How the cells of a column stand. */
    public enum Align {
        LEFT,
        RIGHT,
        /** To the right, with digits of one width. */
        NUMBER
    }

    /** A column and its head. */
    public record Column(String head, Align align) {
        public static Column left(String head) {
            return new Column(head, Align.LEFT);
        }

        public static Column right(String head) {
            return new Column(head, Align.RIGHT);
        }

        public static Column number(String head) {
            return new Column(head, Align.NUMBER);
        }
    }

    /** What stands in a row below one head; empty where there is nothing to say. */
    public record Cell(List<Inline> content) {
        public Cell {
            content = List.copyOf(content);
        }

        public static Cell of(Inline... content) {
            return new Cell(List.of(content));
        }

        public static Cell of(String text) {
            return text.isEmpty() ? new Cell(List.of()) : of(new Plain(text));
        }
    }

    /** @throws IllegalArgumentException that names the table where a row has another number of cells */
    public TableBlock {
        Anchors.checked(id);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + id + " has " + columns.size() + " columns and a row of " + row.size() + " cells");
            }
        }
    }

    @Override
    public String anchor() {
        return id;
    }
}
