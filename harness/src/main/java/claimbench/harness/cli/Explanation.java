package claimbench.harness.cli;

import claimbench.harness.claim.Against;
import claimbench.harness.claim.Case;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Citation;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Document;
import claimbench.harness.claim.ExpectedTrace;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.MapSpec;
import claimbench.harness.claim.Measure;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Shown;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.TryIt;
import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Sweep;
import claimbench.harness.experiment.SweepCatalogue;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.report.VerdictsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A claim from the document to the last verdict, in words.
 *
 * @param catalogue that has it
 * @param claim what is explained
 * @param last what a run said of it; null where none did
 * @param catalogueFile the user's own document, for the command; null where there is none
 */
record Explanation(
        Catalogue catalogue,
        Claim claim,
        @Nullable LastVerdict last,
        @Nullable Path catalogueFile) {
    private static final int COLUMNS = 100;
    private static final int INDENT = 12;

    /** After a Chinese character, where a line may end: no line begins with a closing sign, and none ends with an opening one. */
    private static final String AFTER_CHINESE =
            "(?<=[\\u2E80-\\uFFEF&&[^（《〈「『【〔［｛]])(?![，。、；：？！）》〉」』】〕］｝”’…—·,.;:?!)\\]%])";

    /** The lines of a terminal. */
    List<String> lines(boolean zh) {
        var lines = new ArrayList<String>();
        lines.add(claim.id() + "  " + in(zh, claim.title()));
        section(lines, zh ? "论断" : "claim", List.of(in(zh, claim.restatement())));
        section(lines, zh ? "出处" : "stands in", citations(zh));
        Text scope = claim.scope();
        if (scope != null) {
            section(lines, zh ? "范围" : "scope", List.of(in(zh, scope)));
        }
        Text notTestable = claim.notTestable();
        if (notTestable != null) {
            section(lines, zh ? "测量" : "measured", List.of(in(zh, notTestable)));
        } else {
            section(lines, zh ? "测量" : "measured", measured(zh));
        }
        Text theory = claim.theory();
        if (theory != null) {
            section(lines, zh ? "理论" : "theory", List.of(in(zh, theory)));
        }
        section(lines, zh ? "最近判定" : "verdict", verdict(zh));
        if (claim.testable()) {
            copied(lines, zh ? "命令" : "run it", commands());
        }
        TryIt tryIt = claim.tryIt();
        if (tryIt != null) {
            section(lines, zh ? "课堂" : "in class", List.of(in(zh, tryIt.words())));
            copied(lines, "", tryIt.commands());
        }
        return List.copyOf(lines);
    }

    /** The same for programs, in both languages. */
    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", claim.id());
        json.put("title", claim.title());
        json.put("restatement", claim.restatement());
        json.put(
                "citations",
                claim.citations().stream()
                        .map(citation -> {
                            Document document = catalogue.document(citation);
                            return Map.of(
                                    "document", document.id(),
                                    "title", document.title(),
                                    "file", document.file(),
                                    "section", citation.section().en());
                        })
                        .toList());
        putIfThere(json, "scope", claim.scope());
        putIfThere(json, "theory", claim.theory());
        putIfThere(json, "notTestable", claim.notTestable());
        putIfThere(json, "tryIt", claim.tryIt());
        json.put("measured", claim.testable() ? measured(false) : List.of());
        json.put("experiments", List.copyOf(claim.experiments(true)));
        json.put("targets", claim.shownByProgram() || !claim.testable() ? List.of() : claim.targetsSpokenOf());
        json.put("beside", claim.beside());
        LastVerdict found = last;
        if (found != null) {
            var verdict = new LinkedHashMap<String, Object>();
            verdict.put("run", found.run());
            verdict.put("dir", found.dir().toString());
            verdict.put("verdict", found.verdict());
            json.put("lastVerdict", verdict);
        }
        json.put("commands", claim.testable() ? commands() : List.of());
        return json;
    }

    private static void putIfThere(Map<String, Object> json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    private List<String> citations(boolean zh) {
        var lines = new ArrayList<String>();
        for (Citation citation : claim.citations()) {
            Document document = catalogue.document(citation);
            lines.add(
                    zh
                            ? "《" + document.title() + "》（" + document.id() + "），"
                                    + citation.section().zh()
                            : "《" + document.title() + "》 (" + document.id() + "), "
                                    + citation.section().en());
        }
        return lines;
    }

    private List<String> measured(boolean zh) {
        var lines = new ArrayList<String>();
        for (Case oneCase : claim.cases()) {
            ExpectedTrace trace = oneCase.trace();
            if (trace != null) {
                lines.add(
                        zh
                                ? "程序的逐行输出，情形：" + oneCase.label().zh() + "。"
                                        + trace.reason().zh()
                                : "a program, line by line; case: "
                                        + oneCase.label().en() + ". "
                                        + trace.reason().en());
            }
            for (Measure measure : oneCase.measures()) {
                lines.add(oneCase.label().in(zh)
                        + (zh ? "：" : ": ")
                        + figure(measure, zh)
                        + (zh ? "，" : ", ")
                        + expected(measure.expected().low(), measure.expected().high(), zh)
                        + times(measure, zh)
                        + (zh ? "。" : ". ")
                        + measure.expected().reason().in(zh));
            }
            for (Shown shown : oneCase.shown()) {
                lines.add(oneCase.label().in(zh)
                        + (zh ? "：" : ": ")
                        + label(shown.quantity(), zh)
                        + (zh ? "，只展示，不作判定。" : ", shown and not judged. ")
                        + shown.note().in(zh));
            }
        }
        for (MapSpec map : claim.maps()) {
            Sweep sweep = SweepCatalogue.find(map.sweep()).orElseThrow();
            lines.add((zh ? "扫描图，横轴为" : "a map over ")
                    + (zh ? sweep.axis().zh() : sweep.axis().en())
                    + (zh ? "：" : ": ")
                    + label(map.quantity(), zh)
                    + (zh ? "，预期：" : ", expected ")
                    + map.bands().stream()
                            .map(band -> map.expected(band).in(zh))
                            .collect(Collectors.joining(zh ? "；" : "; ")));
        }
        experimentsInShort(zh)
                .forEach((what, targets) ->
                        lines.add((zh ? "实验 " : "experiment ") + what + (zh ? "，目标：" : ", on ") + targets));
        if (!claim.beside().isEmpty()) {
            lines.add((zh ? "作为对照、不参与判定：" : "beside it, and not judged: ")
                    + String.join(zh ? "、" : ", ", claim.beside()));
        }
        return lines;
    }

    /** The experiments that decide, with what they measure, and where; crowds that differ in their users alone are one entry. */
    private Map<String, String> experimentsInShort(boolean zh) {
        var alike = new LinkedHashMap<List<Object>, List<Experiment>>();
        for (String id : claim.experiments(false)) {
            Experiment experiment = ExperimentCatalogue.find(id).orElseThrow();
            alike.computeIfAbsent(List.of(Crowds.name(id), targets(experiment)), shared -> new ArrayList<>())
                    .add(experiment);
        }
        var found = new LinkedHashMap<String, String>();
        for (List<Experiment> some : alike.values()) {
            Experiment first = some.getFirst();
            boolean alone = some.size() == 1;
            String called = alone ? first.id() : Crowds.name(first.id());
            Text what = alone ? new Text(first.measures().en(), first.measures().zh()) : new Crowds(some).users();
            found.put(
                    zh ? called + "（" + what.zh() + "）" : called + " (" + what.en() + ")",
                    String.join(zh ? "、" : ", ", targets(first)));
        }
        return found;
    }

    /**
     * On which targets an experiment counts: on those that the claim speaks of. What these are compared with is measured on its own, as a
     * baseline is.
     */
    private List<String> targets(Experiment experiment) {
        List<String> spokenOf = experiment.part().start().baseline()
                ? List.of()
                : claim.targetsSpokenOf().stream().filter(experiment::speaksOf).toList();
        return spokenOf.isEmpty()
                ? TargetCatalogue.names().stream().filter(experiment::speaksOf).toList()
                : spokenOf;
    }

    private static String figure(Measure measure, boolean zh) {
        String label = label(measure.quantity(), zh);
        if (measure.baseline() != null) {
            return zh
                    ? label + "（" + measure.treatment() + " 对比 " + measure.baseline() + "）"
                    : label + " of " + measure.treatment() + " against " + measure.baseline();
        }
        String request = measure.request() == null ? "" : (zh ? "（" : " of ") + measure.request() + (zh ? "）" : "");
        Against against = measure.against();
        return label + request + (against == null ? "" : (zh ? "，对比 " : " against ") + against.experiment());
    }

    private static String label(Quantity quantity, boolean zh) {
        return zh ? quantity.labelZh() : quantity.label();
    }

    private static String times(Measure measure, boolean zh) {
        return switch (measure.relativeTo()) {
            case ONE -> "";
            case CORES -> zh ? "（乘以核数）" : " times the cores";
            case USERS -> zh ? "（乘以用户数）" : " times the users";
        };
    }

    private static String expected(@Nullable Double low, @Nullable Double high, boolean zh) {
        if (!zh) {
            return "expected " + Figures.expected(low, high).en();
        }
        String range = Figures.expected(low, high).zh();
        return "预期" + (Character.isDigit(range.charAt(0)) ? " " : "") + range;
    }

    private List<String> verdict(boolean zh) {
        LastVerdict found = last;
        if (found == null) {
            return List.of(zh ? "还没有哪次运行判定过它。" : "No run has judged it yet.");
        }
        VerdictsFile.Entry verdict = found.verdict();
        var lines = new ArrayList<String>();
        VerdictsFile.Chinese chinese = verdict.zh();
        if (!zh) {
            lines.add(verdict.verdict() + ", run " + found.run() + " (" + found.dir() + ")");
            lines.add(verdict.reason());
            if (claim.mapsDecide()) {
                verdict.maps().stream()
                        .map(VerdictsFile.MapEntry::en)
                        .filter(map -> !map.equals(verdict.reason()))
                        .forEach(map -> lines.add("- " + map));
            }
            verdict.conditions().forEach(condition -> lines.add("- " + condition));
            lines.addAll(shown(verdict, false));
            return List.copyOf(lines);
        }
        lines.add(verdict.verdict() + " " + inChinese(verdict.verdict()) + "，运行 " + found.run() + "（" + found.dir()
                + "）");
        if (chinese == null) {
            lines.add("（由较早的版本判定；用 claimbench report 重新判定后可得到中文理由。）");
        } else {
            lines.add(chinese.reason());
            if (claim.mapsDecide()) {
                verdict.maps().stream()
                        .map(VerdictsFile.MapEntry::zh)
                        .filter(map -> !map.equals(chinese.reason()))
                        .forEach(map -> lines.add("- " + map));
            }
            chinese.conditions().forEach(condition -> lines.add("- " + condition));
        }
        lines.addAll(shown(verdict, true));
        return List.copyOf(lines);
    }

    /** Figures beside the evidence, a line for each quantity. */
    private static List<String> shown(VerdictsFile.Entry verdict, boolean zh) {
        var targetsByQuantity = new LinkedHashMap<Quantity, List<String>>();
        for (VerdictsFile.ShownEntry entry : verdict.shown()) {
            targetsByQuantity
                    .computeIfAbsent(entry.quantity(), quantity -> new ArrayList<>())
                    .add(entry.target() + " " + shown(entry, zh));
        }
        return targetsByQuantity.entrySet().stream()
                .map(entry -> "- " + label(entry.getKey(), zh) + (zh ? "（不作判定）：" : ", not judged: ")
                        + String.join(zh ? "；" : "; ", entry.getValue()))
                .toList();
    }

    private static String shown(VerdictsFile.ShownEntry entry, boolean zh) {
        if (entry.value() == null) {
            return zh ? "没有数字" : "no figure";
        }
        String value = Figures.measured(entry.quantity(), entry.value());
        if (entry.low() == null || entry.high() == null) {
            return value;
        }
        String range =
                Figures.range(entry.quantity(), entry.low(), entry.high()).in(zh);
        return value + (zh ? "（" + range + "）" : " (" + range + ")");
    }

    private static String inChinese(String ruling) {
        return switch (ruling) {
            case "SUPPORTED" -> "成立";
            case "QUALIFIED" -> "有条件成立";
            case "CONTRADICTED" -> "不成立";
            case "NOT_TESTABLE" -> "无法检验";
            default -> "尚无定论";
        };
    }

    private List<String> commands() {
        Path file = catalogueFile;
        var commands = new ArrayList<String>();
        commands.add("./claimbench run --claims " + claim.id() + (file == null ? "" : " --catalogue " + file));
        String micro = claim.micro();
        if (micro != null) {
            commands.add("./claimbench micro " + micro);
        }
        return commands;
    }

    private static String in(boolean zh, Text text) {
        return zh ? text.zh() : text.en();
    }

    /** A heading beside its paragraphs, each wrapped; Chinese is wrapped anywhere. */
    private static void section(List<String> lines, String heading, List<String> paragraphs) {
        String before = heading + " ".repeat(Math.max(1, INDENT - width(heading)));
        for (String paragraph : paragraphs) {
            for (String line : wrap(paragraph, COLUMNS - INDENT)) {
                lines.add(before + line);
                before = " ".repeat(INDENT);
            }
        }
    }

    /** Commands beside a heading: lines as they are, since who copies one must not get a part of it. */
    private static void copied(List<String> lines, String heading, List<String> commands) {
        String before = heading + " ".repeat(INDENT - width(heading));
        for (String command : commands) {
            lines.add(before + command);
            before = " ".repeat(INDENT);
        }
    }

    private static List<String> wrap(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int used = 0;
        for (String piece : text.strip().split("(?<= )|" + AFTER_CHINESE, -1)) {
            if (used + width(piece.stripTrailing()) > columns && used > 0) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            line.append(piece);
            used += width(piece);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Columns of a terminal: a Chinese character takes two. */
    private static int width(String text) {
        return text.codePoints()
                .map(point -> point >= 0x2E80 && point <= 0xFFEF ? 2 : 1)
                .sum();
    }
}
