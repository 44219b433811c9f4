package claimbench.harness.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatexTest {
    @Test
    void textIsNeverACommand() {
        assertThat(Latex.of(Samples.of(Language.ENGLISH, Paragraph.of(Samples.HOSTILE))))
                .contains("\\textless{}script\\textgreater{}")
                .contains(
                        "\\textbar{} \\$ \\% \\_ \\# \\{ \\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}")
                .contains("-{}-\\textgreater{} ?")
                .doesNotContain("\u0000");
        assertThat(Latex.of(Samples.of(Language.ENGLISH, CodeBlock.of("\\end{document}\\input{/etc/passwd}"))))
                .contains("\\textbackslash{}end\\{document\\}\\textbackslash{}input\\{/etc/passwd\\}");
    }

    /** Whatever opens is closed, so that a hostile name breaks nothing that follows. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void bracesMatch(Language language) {
        String latex = Latex.of(Samples.everywhere(language, Samples.HOSTILE))
                .replaceAll("(?m)(?<!\\\\)%[^\\n]*$", "")
                .replace("\\\\", "")
                .replaceAll("\\\\[{}]", "");
        int depth = 0;
        for (int i = 0; i < latex.length(); i++) {
            char c = latex.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            assertThat(depth).isNotNegative();
        }
        assertThat(depth).isZero();
    }

    @Test
    void tablesAreRuledByBooktabsAndGoOnOverPages() {
        String latex = Latex.of(Samples.of(
                Language.ENGLISH,
                new TableBlock(
                        "t",
                        "What it shows",
                        List.of(Column.left("target"), Column.number("n")),
                        List.of(List.of(Cell.of("event-loop"), Cell.of("3.05 ± 0.1"))))));

        assertThat(latex)
                .contains("booktabs", "\\begin{longtable}{@{}lr@{}}", "\\caption*{What it shows}")
                .contains("\\toprule\ntarget & n\\\\\n\\midrule", "event-loop & 3.05 $\\pm$ 0.1\\\\");
    }

    @Test
    void wideTablesShareTheLineAndNoWordIsTooLong() {
        String latex = Latex.of(Samples.of(
                Language.CHINESE,
                new TableBlock(
                        "t",
                        "",
                        List.of(Column.left("论断"), Column.left("判定"), Column.left("说明")),
                        List.of(List.of(
                                Cell.of("platform_threads"), Cell.of("尚无定论"), Cell.of("many words ".repeat(60)))))));
        double[] shares = Pattern.compile("dimexpr ([0-9.]+)\\\\linewidth")
                .matcher(latex)
                .results()
                .mapToDouble(share -> Double.parseDouble(share.group(1)))
                .toArray();

        assertThat(shares).hasSize(3);
        assertThat(shares[0]).as("sixteen of about a hundred letters").isGreaterThan(0.16);
        assertThat(shares[1]).as("four Chinese ones").isGreaterThan(0.08);
        assertThat(shares[2]).isGreaterThan(0.5);
        assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, Offset.offset(0.002));
    }

    @Test
    void longListBreaksAfterACommaInACommandToo() {
        assertThat(Latex.of(Samples.of(Language.ENGLISH, CodeBlock.of("run --claims Q01,Q02"))))
                .contains("run -{}-claims Q01,\\allowbreak{}Q02");
    }

    @Test
    void chineseIsSetByCtexInAFontOfDebian() {
        assertThat(Latex.of(Samples.of(Language.CHINESE, Paragraph.of("协程"))))
                .contains("{ctexart}", "\\setCJKmainfont{Noto Serif CJK SC}", "协程")
                .doesNotContain("\\usepackage{xeCJK}");
        assertThat(Latex.of(Samples.of(Language.ENGLISH, Paragraph.of("协程")))).contains("\\usepackage{xeCJK}");
    }

    @Test
    void figureIsIncludedWhereItIsThere() {
        assertThat(Latex.of(Samples.of(Language.ENGLISH, new FigureBlock("f", "What it shows", "alt", "map"))))
                .contains(
                        "\\IfFileExists{#1}{\\includegraphics",
                        "\\reportfigure{figures/map.en.print.png}{What it shows}");
    }

    @Test
    void figureThatIsNotThereIsNamedWithWhatDrawsIt() {
        for (Language language : Language.values()) {
            assertThat(Latex.of(Samples.of(language, new FigureBlock("f", "What it shows", "alt", "map"))))
                    .contains(
                            "{\\PackageWarning{claimbench}{\\detokenize{#1} is missing}\\fbox{",
                            "\\texttt{\\detokenize{#1}}",
                            "\\texttt{claimbench report DIR -{}-png}")
                    .doesNotContain("\\par}{}");
        }
    }
}
