package claimbench.harness.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final Pictures ONE = (figure, language) -> Optional.of("<svg/>".getBytes(StandardCharsets.UTF_8));

    @Test
    void textIsNeverMarkup() {
        String page = Html.page(Samples.everywhere(Language.ENGLISH, Samples.HOSTILE), ONE, Map.of());

        assertThat(page)
                .doesNotContain("<script", "</style> ", "\u0000", "'x'", "\"1\"")
                .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;");
        assertThat(page.split("</style>", -1)).hasSize(2);
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        String page = Html.page(Samples.everywhere(Language.ENGLISH, "text"), ONE, Map.of());

        assertThat(page).doesNotContain("http", "@import", "url(", "<script", "<link rel=\"stylesheet\"");
        assertThat(page).contains("<style>", "src=\"data:image/svg+xml;base64,PHN2Zy8+\"");
    }

    @Test
    void pageCanBeReadAloud() {
        String page =
                Html.page(Samples.everywhere(Language.CHINESE, "正文"), ONE, Map.of(Language.ENGLISH, "report.en.html"));

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"zh-CN\">")
                .contains("<main id=\"content\"", "<nav aria-label=\"目录\">", "跳到正文")
                .contains("<th scope=\"col\">正文</th><th scope=\"col\" class=\"number\">正文</th>")
                .contains("<th scope=\"row\">正文</th>", "<img alt=\"正文\"")
                .contains("hreflang=\"en\" lang=\"en\">In English</a>");
    }

    @Test
    void cellWithoutTextIsNoHeading() {
        assertThat(Html.page(Samples.everywhere(Language.ENGLISH, ""), ONE, Map.of()))
                .doesNotContain("<th scope=\"row\"></th>")
                .contains("<td></td>");
    }

    @Test
    void cellsOfATableOfWordsSayWhatTheyAreWhereTheyStandBelowEachOther() {
        var columns = Stream.of("claim", "expected", "verdict", "in words")
                .map(Column::left)
                .toList();
        var row = List.of(Cell.of("Q01"), Cell.of(""), Cell.of(new Mark("no", Mark.Tone.BAD)), Cell.of("why"));
        var figures = List.of(Column.left("a"), Column.left("b"), Column.left("c"), Column.number("d"));

        assertThat(Html.page(
                        Samples.of(Language.ENGLISH, new TableBlock("t", "c", columns, List.of(row))), ONE, Map.of()))
                .contains(
                        "<table id=\"t\" class=\"words\">",
                        "<th scope=\"row\">Q01</th><td></td>",
                        "<td class=\"mark\" data-head=\"verdict: \"><strong class=\"bad\">no</strong></td>",
                        "<td data-head=\"in words: \">why</td>");
        assertThat(Html.page(
                        Samples.of(Language.ENGLISH, new TableBlock("t", "c", figures, List.of(row))), ONE, Map.of()))
                .contains("<table id=\"t\">")
                .doesNotContain("data-head=");
    }

    @Test
    void optionOfACommandIsKeptOnOneLine() {
        var paragraph = Paragraph.of(new Code("claimbench run --claims Q01 -v a--b 2 - 1"));

        assertThat(Html.page(Samples.of(Language.ENGLISH, paragraph), ONE, Map.of()))
                .contains("<code>claimbench run <span class=\"option\">--claims</span> Q01"
                        + " <span class=\"option\">-v</span> a--b 2 - 1</code>");
    }

    @Test
    void figureScrollsInABoxThatTheKeyboardReaches() {
        assertThat(Html.page(Samples.everywhere(Language.ENGLISH, "text"), ONE, Map.of()))
                .contains(
                        "<div class=\"picture\" role=\"group\" aria-labelledby=\"figure-caption\" tabindex=\"0\"><img alt=\"text\"",
                        "<figcaption id=\"figure-caption\">text</figcaption>");
    }

    @Test
    void figureThatCouldNotBeDrawnSaysSo() {
        Document document =
                Samples.of(Language.ENGLISH, new FigureBlock("f", "What it shows.", "It could not be drawn.", "f"));

        assertThat(Html.page(document, Pictures.NONE, Map.of()))
                .contains("<p>It could not be drawn.</p>", "<figcaption id=\"f-caption\">What it shows.</figcaption>")
                .doesNotContain("<img");
    }
}
