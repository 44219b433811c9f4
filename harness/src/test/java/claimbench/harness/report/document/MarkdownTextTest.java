package claimbench.harness.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownTextTest {
    @Test
    void textIsNeverMarkup() {
        assertThat(markdown(Paragraph.of(Samples.HOSTILE)))
                .contains("&lt;script>", "&amp; 'x' \\| \\$ % \\_ # { } \\~ ^ \\\\ \\` \\* \\[a\\](b) &lt;/style>");
    }

    @Test
    void cellHoldsNoLineAndNoPipe() {
        assertThat(markdown(new TableBlock(
                        "t",
                        "caption",
                        List.of(Column.left("a|b"), Column.number("n")),
                        List.of(
                                List.of(Cell.of("one\ntwo"), Cell.of(new Code("x|`y"))),
                                List.of(Cell.of(""), Cell.of(""))))))
                .contains(
                        "<a id=\"t\"></a>\n**caption**\n\n| a\\|b | n |\n|---|---:|\n| one two | `` x\\|`y `` |\n| | |\n");
    }

    @Test
    void lineIsNoListAndNoHeading() {
        assertThat(markdown(Paragraph.of("# not a heading"))).contains("\n\\# not a heading\n");
        assertThat(markdown(Paragraph.of("- not an item"))).contains("\n\\- not an item\n");
        assertThat(markdown(Paragraph.of("1. not a number"))).contains("\n1\\. not a number\n");
        assertThat(markdown(Paragraph.of("3 trials"))).contains("\n3 trials\n");
        assertThat(markdown(Paragraph.of("NOT_TESTABLE and _this_"))).contains("NOT_TESTABLE and \\_this\\_");
    }

    @Test
    void boldEndsBeforeTheSignWhereChineseRunsOn() {
        assertThat(markdown(Paragraph.of(new Strong("问题。"), new Plain("本页")))).contains("\n**问题**。本页\n");
        assertThat(markdown(Paragraph.of(new Strong("Question."), new Plain(" Which?"))))
                .contains("\n**Question.** Which?\n");
        assertThat(markdown(Paragraph.of(new Mark("3.05 (3 to 4)", Mark.Tone.GOOD))))
                .contains("\n**3.05 (3 to 4)**\n");
    }

    @Test
    void fenceIsLongerThanAnyInTheCode() {
        assertThat(markdown(CodeBlock.of("```\na"))).contains("\n````\n```\na\n````\n");
    }

    @Test
    void figureIsAFileBesideThePage() {
        Document document = Samples.of(Language.CHINESE, new FigureBlock("f", "说明", "图", "map"));

        assertThat(MarkdownText.of(
                        document, (figure, language) -> Optional.of("<svg/>".getBytes(StandardCharsets.UTF_8))))
                .contains("![图](figures/map.zh-CN.svg)\n\n*说明*\n");
        assertThat(MarkdownText.of(document, Pictures.NONE))
                .doesNotContain("![")
                .contains("*说明*");
    }

    private static String markdown(Block block) {
        return MarkdownText.of(Samples.of(Language.ENGLISH, block), Pictures.NONE);
    }
}
