package claimbench.harness.report.document;

import claimbench.harness.report.document.TableBlock.Align;
import claimbench.harness.report.document.TableBlock.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A document in LaTeX, for {@code xelatex}: tables by booktabs, which go on over pages, and figures by {@code \includegraphics}.
 * Chinese is set in Noto CJK by ctex in a Chinese document, and by xeCJK in an English one, where titles are Chinese.
 *
 * <p>It compiles without the figures too: one that is missing leaves its caption.
 */
public final class Latex {
    /** About so many characters of the table's size fit on a line. */
    private static final int LINE = 100;

    /** So many of them are as wide as the gap between two columns. */
    private static final int GAP = 2;

    private static final int WORD_MIN = 4;
    private static final int WORD_MAX = 24;

    /** A cell that is no wider is not broken, Chinese or not. */
    private static final int WHOLE = 10;

    /** After a space or a hyphen, and around each Chinese character. */
    private static final Pattern BREAKS = Pattern.compile("[ -]|(?<=[\\u2E80-\\uFFEF])|(?=[\\u2E80-\\uFFEF])");

    /** What the text font may not have, or what means something to LaTeX. */
    private static final Map<Integer, String> SPECIAL = Map.ofEntries(
            Map.entry((int) '\\', "\\textbackslash{}"),
            Map.entry((int) '{', "\\{"),
            Map.entry((int) '}', "\\}"),
            Map.entry((int) '$', "\\$"),
            Map.entry((int) '&', "\\&"),
            Map.entry((int) '#', "\\#"),
            Map.entry((int) '%', "\\%"),
            Map.entry((int) '_', "\\_"),
            Map.entry((int) '^', "\\textasciicircum{}"),
            Map.entry((int) '~', "\\textasciitilde{}"),
            Map.entry((int) '<', "\\textless{}"),
            Map.entry((int) '>', "\\textgreater{}"),
            Map.entry((int) '|', "\\textbar{}"),
            Map.entry((int) '"', "\\textquotedbl{}"),
            Map.entry((int) '`', "\\textasciigrave{}"),
            Map.entry((int) '[', "{[}"),
            Map.entry((int) ']', "{]}"),
            Map.entry((int) '×', "$\\times$"),
            Map.entry((int) '·', "$\\cdot$"),
            Map.entry((int) '±', "$\\pm$"),
            Map.entry((int) '−', "$-$"),
            Map.entry((int) '≥', "$\\geq$"),
            Map.entry((int) '≤', "$\\leq$"),
            Map.entry((int) '≠', "$\\neq$"),
            Map.entry((int) '≈', "$\\approx$"),
            Map.entry((int) '→', "$\\rightarrow$"),
            Map.entry((int) '∞', "$\\infty$"),
            Map.entry((int) '√', "$\\surd$"),
            Map.entry((int) '∑', "$\\sum$"),
            Map.entry((int) 'Σ', "$\\Sigma$"),
            Map.entry((int) 'α', "$\\alpha$"),
            Map.entry((int) 'β', "$\\beta$"),
            Map.entry((int) 'γ', "$\\gamma$"),
            Map.entry((int) 'δ', "$\\delta$"),
            Map.entry((int) 'κ', "$\\kappa$"),
            Map.entry((int) 'λ', "$\\lambda$"),
            Map.entry((int) 'μ', "$\\mu$"),
            Map.entry((int) 'µ', "$\\mu$"),
            Map.entry((int) 'ρ', "$\\rho$"),
            Map.entry((int) 'σ', "$\\sigma$"),
            Map.entry((int) 'π', "$\\pi$"),
            Map.entry((int) '²', "$^2$"));

    /** In place of a picture that is not there: which, and what draws it. */
    private static final String MISSING =
            "\\texttt{\\detokenize{#1}} is missing: \\texttt{claimbench report DIR -{}-png} draws the figures of a run; those of a comparison are there as SVG alone.";

    private static final String MISSING_ZH =
            "缺少 \\texttt{\\detokenize{#1}}：运行的图由 \\texttt{claimbench report DIR -{}-png} 绘制；比较的图只有 SVG。";

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Document document;

    private Latex(Document document) {
        this.document = document;
    }

    public static String of(Document document) {
        var latex = new Latex(document);
        latex.preamble();
        document.blocks().forEach(latex::block);
        latex.out.append("\n\\end{document}\n");
        return latex.out.toString();
    }

    private void preamble() {
        boolean chinese = document.language().isChinese();
        out.append(
                chinese
                        ? "% xelatex, twice\n\\documentclass[a4paper,fontset=none]{ctexart}\n"
                        : "% xelatex, twice\n\\documentclass[a4paper]{article}\n\\usepackage{xeCJK}\n");
        out.append("""
                \\setCJKmainfont{Noto Serif CJK SC}
                \\setCJKsansfont{Noto Sans CJK SC}
                \\setCJKmonofont{Noto Sans Mono CJK SC}
                \\usepackage[margin=2cm]{geometry}
                \\usepackage{array,booktabs,caption,longtable,graphicx,xcolor}
                \\usepackage[hidelinks,unicode]{hyperref}
                \\setcounter{secnumdepth}{0}
                \\setlength{\\parindent}{0pt}
                \\setlength{\\parskip}{0.6em}
                \\setlength{\\emergencystretch}{3em}
                \\newcommand{\\reportfigure}[2]{\\IfFileExists{#1}{\\includegraphics[width=\\linewidth,height=0.8\\textheight,keepaspectratio]{#1}\\par}%
                  {\\PackageWarning{claimbench}{\\detokenize{#1} is missing}\\fbox{\\parbox{0.9\\linewidth}{\\small MISSING}}\\par}%
                  {\\small #2\\par}}
                """.replace("MISSING", chinese ? MISSING_ZH : MISSING));
        out.append("\\title{")
                .append(escaped(document.title()))
                .append("}\n\\date{}\n\\begin{document}\n\\maketitle\n");
    }

    private void block(Block block) {
        out.append('\n');
        switch (block) {
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> out.append(inlines(paragraph.content())).append('\n');
            case ListBlock list -> list(list);
            case TableBlock table -> table(table);
            case FigureBlock figure ->
                out.append("\\begin{center}\n" + target(figure.id()) + "\\reportfigure{figures/" + figure.base() + "."
                                + document.language().tag() + ".print.png}{")
                        .append(escaped(figure.caption()))
                        .append("}\n\\end{center}\n");
            case Quote quote ->
                out.append("\\begin{quote}\n").append(inlines(quote.content())).append("\n\\end{quote}\n");
            case CodeBlock code -> code(code);
        }
    }

    private void heading(Heading heading) {
        String command = switch (heading.level()) {
            case 2 -> "section";
            case 3 -> "subsection";
            default -> "subsubsection";
        };
        out.append(target(heading.anchor()) + "\\" + command + "{")
                .append(inlines(heading.content()))
                .append("}\n");
    }

    private static String target(String anchor) {
        return "\\hypertarget{" + anchor + "}{}";
    }

    private void list(ListBlock list) {
        if (list.items().isEmpty()) {
            return;
        }
        out.append("\\begin{itemize}\n");
        list.items().forEach(item -> out.append("\\item ").append(inlines(item)).append('\n'));
        out.append("\\end{itemize}\n");
    }

    private void table(TableBlock table) {
        out.append("{\\footnotesize\n" + target(table.id()) + "\\begin{longtable}{@{}" + columns(table)
                + "@{}}\n\\caption*{");
        out.append(escaped(table.caption())).append("}\\\\\n\\toprule\n");
        String head =
                table.columns().stream().map(column -> escaped(column.head())).collect(Collectors.joining(" & "));
        out.append(head).append("\\\\\n\\midrule\n\\endfirsthead\n\\toprule\n");
        out.append(head).append("\\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n");
        for (List<Cell> row : table.rows()) {
            String cells = row.stream().map(cell -> inlines(cell.content())).collect(Collectors.joining(" & "));
            // A star after the end of a line means something.
            out.append(cells.startsWith("*") ? "{}" : "").append(cells).append("\\\\\n");
        }
        out.append("\\end{longtable}}\n");
    }

    /**
     * As wide as they need to be where they fit on a line. Else each gets room for its longest word, and what is left is shared by the root of what they
     * hold, so that no column starves.
     */
    private static String columns(TableBlock table) {
        int count = table.columns().size();
        var widths = new int[count];
        var words = new int[count];
        for (int i = 0; i < count; i++) {
            see(i, table.columns().get(i).head(), widths, words);
            for (List<Cell> row : table.rows()) {
                see(i, row.get(i).content().stream().map(Inline::text).collect(Collectors.joining()), widths, words);
            }
        }
        int line = LINE - GAP * (count - 1);
        boolean fits = Arrays.stream(widths).sum() <= line;
        double rest = Math.max(0, line - Arrays.stream(words).sum());
        double roots = Arrays.stream(widths).mapToDouble(Math::sqrt).sum();
        double[] shares = IntStream.range(0, count)
                .mapToDouble(i -> words[i] + rest * Math.sqrt(widths[i]) / roots)
                .toArray();
        double all = Arrays.stream(shares).sum();
        var spec = new StringBuilder();
        for (int i = 0; i < count; i++) {
            boolean left = table.columns().get(i).align() == Align.LEFT;
            double share = shares[i] / all;
            spec.append(
                    fits
                            ? left ? "l" : "r"
                            : String.format(
                                    Locale.ROOT,
                                    ">{\\%s\\arraybackslash}p{\\dimexpr %.3f\\linewidth-%.3f\\tabcolsep\\relax}",
                                    left ? "raggedright" : "raggedleft",
                                    share,
                                    2 * (count - 1) * share));
        }
        return spec.toString();
    }

    private static void see(int column, String text, int[] widths, int[] words) {
        widths[column] = Math.max(Math.max(widths[column], width(text)), WORD_MIN);
        int word = width(text) <= WHOLE
                ? width(text)
                : Arrays.stream(BREAKS.split(text, -1))
                        .mapToInt(Latex::width)
                        .max()
                        .orElse(0);
        words[column] = Math.max(Math.max(words[column], Math.min(word + 1, WORD_MAX)), WORD_MIN);
    }

    /** A Chinese character is as wide as two others. */
    private static int width(String text) {
        return text.codePoints().map(point -> point >= 0x2E80 ? 2 : 1).sum();
    }

    private void code(CodeBlock code) {
        out.append("\\begin{quote}\\small\\ttfamily\\raggedright\n");
        out.append(code.text().lines().map(line -> "\\mbox{}" + spaced(line)).collect(Collectors.joining("\\\\\n")));
        out.append("\n\\end{quote}\n");
    }

    /** Every space counts; a line may still break at one that stands alone, and in a list after its commas. */
    private static String spaced(String line) {
        int indent = line.length() - line.stripLeading().length();
        return "~".repeat(indent) + escaped(line.strip()).replace("  ", " ~").replace(",", ",\\allowbreak{}");
    }

    private static String inlines(List<Inline> content) {
        return content.stream().map(Latex::inline).collect(Collectors.joining());
    }

    private static String inline(Inline inline) {
        String text = escaped(inline.text());
        return switch (inline) {
            case Plain plain -> text;
            case Strong strong -> "\\textbf{" + text + "}";
            case Mark mark -> "\\textbf{" + text + "}";
            case Code code -> "\\texttt{" + breakable(text.replace("'", "\\textquotesingle{}")) + "}";
            case Link link
            when link.target().startsWith("#") ->
                "\\hyperlink{" + address(link.target().substring(1)) + "}{" + text + "}";
            case Link link -> "\\href{" + address(link.target()) + "}{" + text + "}";
        };
    }

    /** Names in code are long, and have no spaces at which a line could end. */
    private static String breakable(String code) {
        return code.replace("\\_", "\\_\\allowbreak{}")
                .replace("=", "=\\allowbreak{}")
                .replace(",", ",\\allowbreak{}");
    }

    /** In the argument of a command, where hyperref reads an address. */
    private static String address(String target) {
        return target.replaceAll("[\\\\{}\\s^~]", "")
                .replace("%", "\\%")
                .replace("#", "\\#")
                .replace("&", "\\&");
    }

    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 32);
        text.replaceAll("\\R", " ").codePoints().forEach(point -> {
            String special = SPECIAL.get(point);
            if (special != null) {
                safe.append(special);
            } else {
                safe.appendCodePoint(Characters.isAllowed(point) ? point : '?');
            }
        });
        // Two hyphens would become a dash.
        return safe.toString().replace("--", "-{}-").replace("--", "-{}-");
    }
}
