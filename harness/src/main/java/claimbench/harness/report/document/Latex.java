package claimbench.harness.report.document;

import claimbench.harness.report.document.TableBlock.Align;
import claimbench.harness.report.document.TableBlock.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A document in LaTeX, for {@code xelatex} or {@code lualatex}: tables by booktabs, which go on over pages, and figures by {@code \includegraphics}.
 * Chinese is set in Noto CJK by ctex in a Chinese document, and by xeCJK in an English one, where titles are Chinese.
 *
 * <p>It compiles without the figures too: one that is missing leaves its caption.
 */
public final class Latex {
    /** About so many characters of the table's size fit on a line. */
    private static final int LINE = 100;

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
                        ? "% xelatex or lualatex, twice\n\\documentclass[a4paper,fontset=none]{ctexart}\n"
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
                \\newcommand{\\reportfigure}[2]{\\IfFileExists{#1}{\\includegraphics[width=\\linewidth,height=0.8\\textheight,keepaspectratio]{#1}\\par}{}%
                  {\\small #2\\par}}
                """);
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

    /** As wide as they need to be where they fit; else shares of the line, by the root of what they hold, so that no column starves. */
    private static String columns(TableBlock table) {
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < table.columns().size(); i++) {
            int column = i;
            widths.add(Math.max(
                    width(table.columns().get(i).head()),
                    table.rows().stream()
                            .mapToInt(row -> row.get(column).content().stream()
                                    .mapToInt(inline -> width(inline.text()))
                                    .sum())
                            .max()
                            .orElse(0)));
        }
        int gaps = 2 * (widths.size() - 1);
        boolean fits = widths.stream().mapToInt(Integer::intValue).sum() + gaps <= LINE;
        double roots = widths.stream()
                .mapToDouble(width -> Math.sqrt(Math.max(4, width)))
                .sum();
        var spec = new StringBuilder();
        for (int i = 0; i < widths.size(); i++) {
            boolean left = table.columns().get(i).align() == Align.LEFT;
            spec.append(
                    fits
                            ? left ? "l" : "r"
                            : String.format(
                                    Locale.ROOT,
                                    ">{\\%s\\arraybackslash}p{\\dimexpr %.3f\\linewidth-2\\tabcolsep\\relax}",
                                    left ? "raggedright" : "raggedleft",
                                    Math.sqrt(Math.max(4, widths.get(i))) / roots));
        }
        return spec.toString();
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

    /** Every space counts; a line may still break at one that stands alone. */
    private static String spaced(String line) {
        int indent = line.length() - line.stripLeading().length();
        return "~".repeat(indent) + escaped(line.strip()).replace("  ", " ~");
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
            case Code code -> "\\texttt{" + text.replace("'", "\\textquotesingle{}") + "}";
            case Link link
            when link.target().startsWith("#") ->
                "\\hyperlink{" + address(link.target().substring(1)) + "}{" + text + "}";
            case Link link -> "\\href{" + address(link.target()) + "}{" + text + "}";
        };
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
