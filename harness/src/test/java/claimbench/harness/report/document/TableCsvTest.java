package claimbench.harness.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableCsvTest {
    @Test
    void commasQuotesAndLinesAreQuoted() {
        assertThat(TableCsv.of(new TableBlock(
                        "t",
                        "caption",
                        List.of(Column.left("a,b"), Column.number("n")),
                        List.of(List.of(Cell.of("say \"x\""), Cell.of(new Plain("1,000 "), new Code("ms")))))))
                .isEqualTo("\"a,b\",n\r\n\"say \"\"x\"\"\",\"1,000 ms\"\r\n");
    }
}
