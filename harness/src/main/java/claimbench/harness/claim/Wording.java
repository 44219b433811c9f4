package claimbench.harness.claim;

import claimbench.harness.claim.Evidence.Placement;
import claimbench.harness.result.ServerSettings;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts what was found into plain sentences, with the run's own figures: in one language, and {@link #text} has both. Sentences are made
 * from what the cells say and from nothing else, so other data make other sentences.
 */
final class Wording {
    /** So many reasons, each of about a hundred characters, fill three lines of a terminal. */
    private static final int DOUBTS_MAX = 3;

    private static final int EXAMPLE_LENGTH_MAX = 100;

    private final boolean zh;

    /** Whether the claim has several cases, so that each must be named: in quotation marks, since a label may be a sentence of its own. */
    private final boolean severalCases;

    private Wording(Claim claim, boolean zh) {
        this.zh = zh;
        severalCases = claim.cases().size() > 1;
    }

    /** A sentence in both languages. */
    static Text text(Claim claim, Function<Wording, String> sentence) {
        return new Text(sentence.apply(new Wording(claim, false)), sentence.apply(new Wording(claim, true)));
    }

    /** Several of them. */
    static List<Text> texts(Claim claim, Function<Wording, List<String>> sentences) {
        List<String> en = sentences.apply(new Wording(claim, false));
        List<String> inChinese = sentences.apply(new Wording(claim, true));
        return IntStream.range(0, en.size())
                .mapToObj(i -> new Text(en.get(i), inChinese.get(i)))
                .toList();
    }

    /** The claim held everywhere. */
    String supported(List<Cell> cells) {
        return sentence(holds(cells) + colon() + found(cells));
    }

    /** The claim held nowhere. */
    String contradicted(List<Cell> cells) {
        String where = oneTarget(cells) ? onWithSettings(cells) : on(cells);
        return sentence((zh ? where + "不成立" : "does not hold " + where) + colon() + failures(cells));
    }

    /** The claim held here and not there. */
    String qualified(List<Cell> holding, List<Cell> failing) {
        return sentence(holds(holding) + semicolon() + fails(failing) + colon() + failures(failing));
    }

    /** The conditions that the same run found. */
    List<String> conditions(List<Cell> holding, List<Cell> failing) {
        var conditions = new ArrayList<String>();
        conditions.add(holds(holding));
        for (Cell cell : failing) {
            conditions.add(fails(List.of(cell)) + colon() + failures(List.of(cell)));
        }
        return conditions;
    }

    /**
     * Some of it stayed open. Targets that share a cause share its sentence, and a few causes are enough: the report lists
     * every trial that failed, and every check.
     */
    String inconclusive(List<Cell> undecided, List<Cell> holding, List<Cell> failing) {
        if (holding.isEmpty() && failing.isEmpty() && isFirstAnswer(undecided)) {
            return firstAnswer(undecided);
        }
        var parts = firstFew(doubts(undecided));
        if (!holding.isEmpty()) {
            parts.add(holds(holding));
        }
        if (!failing.isEmpty()) {
            parts.add(fails(failing) + bracketed(failures(failing)));
        }
        return sentence(String.join(semicolon(), parts));
    }

    /** Whether one trial is all that some cells have, and the others are in doubt for another reason than too wide an interval of several. */
    private static boolean isFirstAnswer(List<Cell> undecided) {
        return undecided.stream().anyMatch(Cell::firstAnswer)
                && undecided.stream().noneMatch(cell -> cell.doubts().isEmpty());
    }

    /** As many as there is room for, and how many more there are. */
    private List<String> firstFew(List<String> doubts) {
        var parts = new ArrayList<>(doubts.subList(0, Math.min(doubts.size(), DOUBTS_MAX)));
        int more = doubts.size() - parts.size();
        if (more > 0) {
            parts.add(
                    zh
                            ? "另有 " + more + " 个原因，在报告中这条论断之下列出"
                            : "and " + more + (more == 1 ? " more reason" : " more reasons")
                                    + ", listed below the claim in the report");
        }
        return parts;
    }

    /** What one trial of each lets one expect, and why that is no verdict. A cell with another doubt takes the answer from itself alone. */
    private String firstAnswer(List<Cell> cells) {
        List<Cell> told = cells.stream().filter(Cell::firstAnswer).toList();
        List<Cell> inside = told.stream().filter(Cell::valuesAreInside).toList();
        List<Cell> outside =
                told.stream().filter(cell -> !cell.valuesAreInside()).toList();
        List<Cell> untold = cells.stream()
                .filter(cell -> !cell.firstAnswer())
                .map(cell -> cell.without(Doubt.ONE_TRIAL))
                .toList();
        var parts = new ArrayList<String>();
        if (!inside.isEmpty()) {
            parts.add((zh ? on(inside) + "符合预期" : "as expected " + on(inside)) + bracketed(figures(rows(inside))));
        }
        if (!outside.isEmpty()) {
            parts.add((zh ? onWithSettings(outside) + "不符合预期" : "not as expected " + onWithSettings(outside))
                    + bracketed(figures(rows(outside).stream()
                            .filter(row -> !row.evidence().valueIsInside())
                            .toList())));
        }
        parts.addAll(firstFew(doubts(untold)));
        return sentence((zh ? "初步答案：" : "First answer: ") + String.join(semicolon(), parts))
                + (zh ? "" : " ")
                + sentence(Doubt.ONE_TRIAL.in(zh));
    }

    private List<String> doubts(List<Cell> undecided) {
        var cellsByCause = new LinkedHashMap<Text, List<Cell>>();
        for (Cell cell : undecided) {
            for (Doubt doubt : cell.doubts()) {
                cellsByCause
                        .computeIfAbsent(doubt.said(), cause -> new ArrayList<>())
                        .add(cell);
            }
        }
        var causesByPlace = new LinkedHashMap<String, List<Text>>();
        cellsByCause.forEach((cause, cells) -> causesByPlace
                .computeIfAbsent(on(cells), place -> new ArrayList<>())
                .add(cause));
        var sentences = new ArrayList<String>();
        causesByPlace.forEach((place, causes) ->
                sentences.add((zh ? place + "未定" : "undecided " + place) + colon() + words(causes, cellsByCause)));
        var straddling = undecided.stream()
                .filter(cell -> cell.doubts().isEmpty())
                .flatMap(cell -> cell.rows(Placement.STRADDLES).stream())
                .collect(Collectors.groupingBy(
                        row -> List.of(row.caseLabel(), row.measure().quantity(), expected(row)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        straddling.values().forEach(rows -> sentences.add(straddling(rows)));
        return sentences;
    }

    /** The causes that the same cells have; trust checks in one enumeration, where there are several. */
    private String words(List<Text> causes, Map<Text, List<Cell>> cellsByCause) {
        var checks = new ArrayList<String>();
        var words = new ArrayList<String>();
        for (Text cause : causes) {
            List<Cell> cells = Objects.requireNonNull(cellsByCause.get(cause));
            List<Doubt> doubts = List.copyOf(Doubt.byTarget(cause, cells).values());
            TrustCheck check = doubts.getFirst().check();
            boolean plain = check != null && cause.en().endsWith("failed in %s trials");
            if (plain) {
                checks.add(counted(Objects.requireNonNull(check), doubts));
            }
            if (!plain || causes.size() == 1) {
                words.add(words(cause, cells, cellsByCause.size() == 1));
            }
        }
        if (causes.size() > 1 && !checks.isEmpty()) {
            words.add(
                    zh
                            ? "可信度检查 " + listZh(checks) + "未通过"
                            : "trust " + (checks.size() == 1 ? "check " : "checks ") + list(checks) + " failed");
        }
        return String.join(zh ? "，" : ", ", words);
    }

    private String counted(TrustCheck check, List<Doubt> doubts) {
        int trials = doubts.stream().mapToInt(Doubt::trials).sum();
        int of = doubts.stream().mapToInt(Doubt::of).sum();
        return zh
                ? check.name() + "（" + check.nameZh() + "，" + of + " 次试验中 " + trials + " 次）"
                : check.name() + " (" + trials + " of " + of + " trials)";
    }

    /**
     * A cause with the number of trials that have it, on all targets together.
     *
     * @param alone whether it is the only one: then there is room for the first of the trials, and what was seen there
     */
    private String words(Text cause, List<Cell> cells, boolean alone) {
        var doubts = List.copyOf(Doubt.byTarget(cause, cells).values());
        int trials = doubts.stream().mapToInt(Doubt::trials).sum();
        Doubt first = doubts.getFirst();
        if (trials == 0) {
            return zh || first.detail().isEmpty()
                    ? shortened(cause.in(zh))
                    : cause.en() + bracketed(shortened(first.detail()));
        }
        String counted =
                first.counted(trials, doubts.stream().mapToInt(Doubt::of).sum()).in(zh);
        // What was seen is written down in English alone.
        String example = zh ? first.where() : shortened(first.example());
        return example.isEmpty() || !alone
                ? counted
                : counted + bracketed((trials > 1 ? (zh ? "首例：" : "first: ") : "") + example);
    }

    private static String shortened(String text) {
        return text.length() <= EXAMPLE_LENGTH_MAX
                ? text
                : text.substring(0, EXAMPLE_LENGTH_MAX - 1).strip() + "…";
    }

    /** One figure on several targets, too uncertain on each. */
    private String straddling(List<Row> rows) {
        Row first = rows.getFirst();
        Quantity quantity = first.measure().quantity();
        String where = list(zh, rows.stream().map(this::interval).toList());
        return zh
                ? (severalCases ? quote(first.label().zh()) : "") + "未定：" + quantity.labelZh() + "的区间跨过预期范围（"
                        + expected(first) + "）的边缘：" + where
                : "undecided" + (severalCases ? " for " + quote(first.caseLabel()) : "") + ": the interval of "
                        + quantity.label() + " straddles the edge of the expected range (" + expected(first) + ") on "
                        + where;
    }

    private String interval(Row row) {
        Evidence evidence = row.evidence();
        double low = evidence.low() == null ? evidence.value() : evidence.low();
        double high = evidence.high() == null ? evidence.value() : evidence.high();
        return evidence.target() + bracketed(range(row.measure().quantity(), low, high));
    }

    private String holds(List<Cell> cells) {
        return zh ? on(cells) + "成立" : "holds " + on(cells);
    }

    private String fails(List<Cell> cells) {
        return zh ? onWithSettings(cells) + "不成立" : "does not hold " + onWithSettings(cells);
    }

    /** Where: the targets, with the cases where these do not all have the same ones. */
    private String on(List<Cell> cells) {
        var targetsByCase = new LinkedHashMap<String, List<String>>();
        for (Cell cell : cells) {
            targetsByCase
                    .computeIfAbsent(quote(cell.label().in(zh)), label -> new ArrayList<>())
                    .add(cell.target());
        }
        if (!severalCases) {
            return on("", targetsByCase.values().iterator().next());
        }
        if (targetsByCase.values().stream().distinct().count() == 1) {
            return on(
                    list(zh, targetsByCase.keySet()),
                    targetsByCase.values().iterator().next());
        }
        return targetsByCase.entrySet().stream()
                .map(entry -> on(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(zh ? "，" : ", "));
    }

    private String on(String cases, List<String> targets) {
        if (zh) {
            String all = listZh(targets);
            return cases + "在 " + all + (all.endsWith("）") ? "上" : " 上");
        }
        return (cases.isEmpty() ? "" : "for " + cases + " ") + "on " + list(targets);
    }

    private String quote(String label) {
        return zh ? "“" + label + "”" : "'" + label + "'";
    }

    /** Where, with the sizes that are the target's own: those that all have alike explain nothing. */
    private String onWithSettings(List<Cell> cells) {
        boolean oneTarget = oneTarget(cells);
        return on(cells.stream()
                .map(cell -> {
                    List<String> own = ServerSettings.ofModel(cell.settings()).entrySet().stream()
                            .map(entry -> SettingWords.of(entry.getKey(), entry.getValue())
                                    .in(zh))
                            .toList();
                    return own.isEmpty() ? cell : cell.on(cell.target() + with(own, oneTarget));
                })
                .toList());
    }

    private static boolean oneTarget(List<Cell> cells) {
        return cells.stream().map(Cell::target).distinct().count() == 1;
    }

    /** Among several targets brackets keep apart whose sizes they are. */
    private String with(List<String> sizes, boolean oneTarget) {
        return oneTarget && !zh ? " with " + list(sizes) : bracketed(String.join(zh ? "、" : ", ", sizes));
    }

    /** What was found where all is as expected. */
    private String found(List<Cell> cells) {
        return cells.getFirst().traces().isEmpty()
                ? figures(rows(cells))
                : zh ? "输出逐行符合预期" : "every line of the trace is as expected";
    }

    /** What is not as expected: figures, or the first line of each trace that is another. */
    private String failures(List<Cell> cells) {
        List<TraceRow> traces = cells.stream()
                .flatMap(cell -> cell.traces().stream())
                .filter(trace -> !trace.asExpected())
                .toList();
        if (traces.isEmpty()) {
            return figures(failing(cells));
        }
        boolean nameTheCase =
                traces.stream().map(TraceRow::caseLabel).distinct().count() > 1;
        return traces.stream()
                .map(trace -> (nameTheCase ? trace.label().in(zh) + colon() : "")
                        + trace.firstDifference().orElseThrow().in(zh))
                .distinct()
                .collect(Collectors.joining(semicolon()));
    }

    /** The figures of some rows: for each measure the smallest and the largest among the targets. */
    private String figures(List<Row> rows) {
        boolean nameTheCase = rows.stream().map(Row::caseLabel).distinct().count() > 1;
        var byMeasure = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.caseLabel(), row.measure().quantity(), expected(row)),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byMeasure.values().stream()
                .map(same -> figure(same, nameTheCase))
                .collect(Collectors.joining(semicolon()));
    }

    private String figure(List<Row> same, boolean nameTheCase) {
        Row first = same.getFirst();
        var values = same.stream().mapToDouble(row -> row.evidence().value()).summaryStatistics();
        Quantity quantity = first.measure().quantity();
        return (nameTheCase ? first.label().in(zh) + colon() : "")
                + (zh ? quantity.labelZh() : quantity.label()) + " "
                + range(quantity, values.getMin(), values.getMax())
                + (zh ? "，预期" + afterWord(expected(first)) : ", expected " + expected(first));
    }

    /** A number is set off from the Chinese before it. */
    private static String afterWord(String text) {
        return Character.isDigit(text.charAt(0)) ? " " + text : text;
    }

    private String expected(Row row) {
        Evidence evidence = row.evidence();
        return Figures.expected(evidence.expectedLow(), evidence.expectedHigh()).in(zh);
    }

    private String range(Quantity quantity, double low, double high) {
        return Figures.range(quantity, low, high).in(zh);
    }

    private static List<Row> rows(List<Cell> cells) {
        return cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    }

    private static List<Row> failing(List<Cell> cells) {
        return cells.stream()
                .flatMap(cell -> cell.rows(Placement.OUTSIDE).stream())
                .toList();
    }

    private String sentence(String text) {
        return zh ? text + "。" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private String bracketed(String text) {
        return zh ? "（" + text + "）" : " (" + text + ")";
    }

    private String colon() {
        return zh ? "：" : ": ";
    }

    private String semicolon() {
        return zh ? "；" : "; ";
    }

    private static String list(boolean zh, Collection<String> parts) {
        return zh ? listZh(parts) : list(parts);
    }

    /** "a", "a and b", "a, b and c". */
    static String list(Collection<String> parts) {
        var all = List.copyOf(parts);
        return all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }

    /** The same in Chinese. */
    static String listZh(Collection<String> parts) {
        return String.join("、", parts);
    }
}
