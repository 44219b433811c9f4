package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All verdicts of a run on half a page, as Markdown: a line for each claim that was measured, with its reason, and what programs showed and what
 * cannot be tested in a sentence each. For a README, where every word is made from {@code verdicts.json}.
 */
public final class Overview {
    private Overview() {}

    /** The lines in English, without a line feed at their end. */
    public static List<String> lines(VerdictsFile verdicts, Catalogue catalogue) {
        return lines(verdicts, catalogue, false);
    }

    /** The same in English or in Chinese. */
    public static List<String> lines(VerdictsFile verdicts, Catalogue catalogue, boolean chinese) {
        var lines = new ArrayList<String>();
        List<VerdictsFile.Entry> measured = verdicts.verdicts().stream()
                .filter(entry -> entry.traces().isEmpty() && !isNotTestable(entry))
                .toList();
        if (!measured.isEmpty()) {
            lines.add(chinese ? "| 论断 | 内容 | 判定 | 理由 |" : "| claim | about | verdict | why |");
            lines.add("|---|---|---|---|");
            measured.forEach(entry -> lines.add("| " + entry.claim() + " | " + title(catalogue, entry, chinese) + " | "
                    + ruling(entry, chinese) + " | " + Markdown.line(reason(entry, chinese)) + " |"));
        }
        List<VerdictsFile.Entry> shown = verdicts.verdicts().stream()
                .filter(entry -> !entry.traces().isEmpty())
                .toList();
        if (!shown.isEmpty()) {
            lines.add("");
            lines.add(
                    chinese
                            ? "由程序展示的事件循环的行为：" + named(shown, catalogue, true) + "。"
                            : "What an event loop does, shown by programs: " + named(shown, catalogue, false) + ".");
        }
        List<VerdictsFile.Entry> advice =
                verdicts.verdicts().stream().filter(Overview::isNotTestable).toList();
        if (!advice.isEmpty()) {
            lines.add("");
            lines.add(
                    chinese
                            ? "属于建议、无法测量的：" + named(advice, catalogue, true) + "。"
                            : "Advice, which nothing can measure: " + named(advice, catalogue, false) + ".");
        }
        return List.copyOf(lines);
    }

    private static boolean isNotTestable(VerdictsFile.Entry entry) {
        return entry.verdict().equals("NOT_TESTABLE");
    }

    private static String named(List<VerdictsFile.Entry> entries, Catalogue catalogue, boolean chinese) {
        return entries.stream()
                .map(entry -> entry.claim() + " " + title(catalogue, entry, chinese)
                        + (chinese
                                ? "（" + ruling(entry, true) + (entry.basis().equals("direct") ? "，在 Python 本身上" : "")
                                        + "）"
                                : " (" + ruling(entry, false).replace('_', ' ')
                                        + (entry.basis().equals("direct") ? ", on Python itself)" : ")")))
                .collect(Collectors.joining(chinese ? "；" : "; "));
    }

    private static String title(Catalogue catalogue, VerdictsFile.Entry entry, boolean chinese) {
        return catalogue
                .claim(entry.claim())
                .map(claim -> Markdown.line(claim.title().in(chinese)))
                .orElse("");
    }

    private static String ruling(VerdictsFile.Entry entry, boolean chinese) {
        if (!chinese) {
            return entry.verdict();
        }
        return switch (entry.verdict()) {
            case "SUPPORTED" -> "成立";
            case "QUALIFIED" -> "有条件成立";
            case "CONTRADICTED" -> "不成立";
            case "NOT_TESTABLE" -> "无法检验";
            default -> "尚无定论";
        };
    }

    private static String reason(VerdictsFile.Entry entry, boolean chinese) {
        VerdictsFile.Chinese zh = entry.zh();
        return chinese && zh != null ? zh.reason() : entry.reason();
    }
}
