package claimbench.harness.cite;

import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a run is cited, or one claim in it: a sentence in two languages, BibTeX, and CSL-JSON for everything else (Zotero, pandoc). Made from the stored
 * run alone, so it is the same on every day and machine.
 *
 * @param id of the run's data
 * @param run what was carried out
 * @param machine it was carried out on
 * @param date on which it began, UTC
 * @param verdicts of the whole run; none of a search for capacities
 * @param authors as they want to be named; empty for the program itself
 */
record RunCitation(
        PermanentId id,
        RunRecord run,
        EnvironmentRecord machine,
        LocalDate date,
        List<Verdict> verdicts,
        List<String> authors) {
    private static final String PROGRAM = "claimbench";
    private static final int KEY_HEX = 8;

    /** Of a sentence whose first word is no abbreviation. */
    private static final Pattern BEGINNING = Pattern.compile("(^|\\. )([A-Z])(?=[a-z ])");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_ZH = DateTimeFormatter.ofPattern("yyyy 年 M 月 d 日", Locale.CHINESE);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);

    /** Of a stored run. */
    static RunCitation of(Results results, PermanentId id, List<String> authors) throws IOException {
        RunRecord run = results.run().run();
        try {
            return new RunCitation(
                    id,
                    run,
                    results.run().environment(),
                    LocalDate.ofInstant(Instant.parse(run.startedAt()), ZoneOffset.UTC),
                    results.verdicts(),
                    List.copyOf(authors));
        } catch (DateTimeParseException e) {
            throw new StoredRunException(
                    results.run().dir().resolve(RunFiles.RUN), "is damaged: '" + run.startedAt() + "' is no time");
        }
    }

    /** One sentence: who measured what, when, on what, and what came of it. */
    Text sentence(@Nullable Verdict verdict) {
        String en = program() + ", run " + run.id() + " of " + DAY.format(date) + " (" + where() + ", profile "
                + run.profile() + "; data " + id + "): " + (verdict == null ? summary() : foundEn(verdict)) + ".";
        String zh = program() + "，运行 " + run.id() + "（" + DAY_ZH.format(date) + "，" + machine.cpuModel() + "，"
                + machine.cores().size() + " 核，JDK " + machine.jdk()
                + "，" + run.profile() + " 档；数据 " + id + "）：" + (verdict == null ? summaryZh() : foundZh(verdict))
                + "。";
        return new Text(en, zh);
    }

    private static String foundEn(Verdict verdict) {
        return "claim " + verdict.claim().id() + " (" + verdict.claim().title().en() + ") is "
                + verdict.ruling().name().replace('_', ' ') + ": "
                + reason(verdict);
    }

    private static String reason(Verdict verdict) {
        return ShortReason.en(oneSentence(verdict.because().en()), place(verdict));
    }

    /** Where it stands in every page of the report. */
    private static String place(Verdict verdict) {
        return "#" + Anchors.of(verdict.claim().id());
    }

    /** Several sentences as the parts of one; none of ours begins with a name. */
    private static String oneSentence(String sentences) {
        return BEGINNING
                .matcher(sentences.replaceFirst("\\.$", ""))
                .replaceAll(beginning -> (beginning.group(1).isEmpty() ? "" : "; ")
                        + beginning.group(2).toLowerCase(Locale.ENGLISH))
                .replace(". ", "; ");
    }

    private static String foundZh(Verdict verdict) {
        return "论断 " + verdict.claim().id() + "（" + verdict.claim().title().zh() + "）判定为“" + inChinese(verdict.ruling())
                + "”："
                + ShortReason.zh(verdict.because().zh().replaceFirst("。$", "").replace("。", "；"), place(verdict));
    }

    private String summary() {
        return verdicts.isEmpty()
                ? "a search for capacities on " + String.join(", ", run.targets())
                : "of " + verdicts.size() + (verdicts.size() == 1 ? " claim, " : " claims, ")
                        + counts(", ", " ", ruling -> ruling.name().replace('_', ' '));
    }

    private String summaryZh() {
        return verdicts.isEmpty()
                ? "在 " + String.join("、", run.targets()) + " 上寻找处理能力的上限"
                : "共 " + verdicts.size() + " 条论断，其中 " + counts("，", " 条", RunCitation::inChinese);
    }

    private String counts(String between, String unit, Function<Ruling, String> name) {
        return Arrays.stream(Ruling.values())
                .map(ruling -> Map.entry(
                        ruling,
                        verdicts.stream()
                                .filter(verdict -> verdict.ruling() == ruling)
                                .count()))
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + unit + name.apply(entry.getKey()))
                .collect(Collectors.joining(between));
    }

    private static String inChinese(Ruling ruling) {
        return switch (ruling) {
            case SUPPORTED -> "成立";
            case QUALIFIED -> "有条件成立";
            case CONTRADICTED -> "不成立";
            case INCONCLUSIVE -> "尚无定论";
            case NOT_TESTABLE -> "无法检验";
        };
    }

    /** An entry that BibTeX and biber read. */
    String bibtex(@Nullable Verdict verdict) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(
                "author",
                authors.isEmpty()
                        ? "{{" + PROGRAM + "}}"
                        : "{" + authors.stream().map(RunCitation::latex).collect(Collectors.joining(" and ")) + "}");
        fields.put("title", "{{" + latex(title(verdict)) + "}}");
        fields.put("year", "{" + date.getYear() + "}");
        fields.put("month", MONTH.format(date).toLowerCase(Locale.ROOT));
        fields.put("howpublished", "{Data set, " + latex(program()) + "}");
        fields.put("note", "{" + latex(note(verdict)) + "}");
        return fields.entrySet().stream()
                .map(field -> "  " + field.getKey() + " = " + field.getValue())
                .collect(Collectors.joining(",\n", "@misc{" + key(verdict) + ",\n", "\n}\n"));
    }

    /** An item of CSL-JSON, as a list of one. */
    List<Map<String, Object>> csl(@Nullable Verdict verdict) {
        var item = new LinkedHashMap<String, Object>();
        item.put("id", key(verdict));
        item.put("type", "dataset");
        item.put("title", title(verdict));
        item.put(
                "author",
                authors.isEmpty()
                        ? List.of(Map.of("literal", PROGRAM))
                        : authors.stream().map(RunCitation::cslName).toList());
        item.put(
                "issued",
                Map.of("date-parts", List.of(List.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))));
        item.put("version", program());
        item.put("number", id.toString());
        if (verdict != null) {
            item.put("section", verdict.claim().id());
        }
        item.put("note", note(verdict));
        return List.of(item);
    }

    private static Map<String, String> cslName(String author) {
        int comma = author.indexOf(',');
        return comma < 0
                ? Map.of("literal", author)
                : Map.of(
                        "family", author.substring(0, comma).strip(),
                        "given", author.substring(comma + 1).strip());
    }

    String title(@Nullable Verdict verdict) {
        return verdict == null
                ? "Run " + run.id() + ": "
                        + (verdicts.isEmpty()
                                ? "capacities of servers in four concurrency models"
                                : verdicts.size() + (verdicts.size() == 1 ? " claim" : " claims")
                                        + " about concurrency, put under load")
                : "Claim " + verdict.claim().id() + ", "
                        + verdict.claim().title().en() + ": "
                        + verdict.ruling().name().replace('_', ' ') + " in run " + run.id();
    }

    private String note(@Nullable Verdict verdict) {
        var parts = new ArrayList<String>();
        if (verdict != null) {
            String reason = reason(verdict);
            parts.add(reason.substring(0, 1).toUpperCase(Locale.ENGLISH) + reason.substring(1));
        }
        parts.add(where() + ", profile " + run.profile() + ", seed " + run.seed());
        if (run.commit() != null) {
            parts.add("Commit of " + PROGRAM + " " + run.commit());
        }
        parts.add("Data " + id);
        return String.join(". ", parts);
    }

    private String where() {
        int cores = machine.cores().size();
        return machine.cpuModel() + ", " + cores + (cores == 1 ? " core" : " cores") + ", JDK " + machine.jdk();
    }

    /** Unique among runs, and free of what BibTeX reads as its own. */
    private String key(@Nullable Verdict verdict) {
        return PROGRAM + "-" + run.id() + "-" + id.hex().substring(0, KEY_HEX)
                + (verdict == null ? "" : "-" + verdict.claim().id());
    }

    private String program() {
        String version = run.versions().get(PROGRAM);
        return PROGRAM + (version == null ? "" : " " + version);
    }

    /** What means something to TeX, as letters. */
    private static String latex(String text) {
        var escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').append(c);
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
