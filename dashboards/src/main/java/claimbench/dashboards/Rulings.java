package claimbench.dashboards;

import claimbench.dashboards.grafana.FieldConfig;
import java.util.LinkedHashMap;
import java.util.List;

/** The possible verdicts, each with its word and its colour; the colours are from Okabe and Ito's palette. */
final class Rulings {
    private record Ruling(String name, Words words, String color) {}

    private static final List<Ruling> ALL = List.of(
            new Ruling("SUPPORTED", new Words("supported", "成立"), "#009E73"),
            new Ruling("QUALIFIED", new Words("qualified", "有条件成立"), "#56B4E9"),
            new Ruling("CONTRADICTED", new Words("contradicted", "不成立"), "#D55E00"),
            new Ruling("INCONCLUSIVE", new Words("inconclusive", "尚无定论"), "#E69F00"),
            new Ruling("NOT_TESTABLE", new Words("not testable", "无法检验"), "#999999"));

    private Rulings() {}

    /** Where series are called what rulings are. */
    static List<FieldConfig.FieldOverride> overrides(Language language) {
        return ALL.stream()
                .map(ruling -> new FieldConfig.FieldOverride(
                        new FieldConfig.Matcher("byName", ruling.name),
                        List.of(
                                new FieldConfig.Property("displayName", ruling.words.in(language)),
                                new FieldConfig.Property("color", new FieldConfig.Color("fixed", ruling.color)))))
                .toList();
    }

    /** Where values are. */
    static FieldConfig.Mapping mapping(Language language) {
        var shown = new LinkedHashMap<String, FieldConfig.Shown>();
        for (Ruling ruling : ALL) {
            shown.put(ruling.name, new FieldConfig.Shown(ruling.words.in(language), ruling.color, shown.size()));
        }
        return new FieldConfig.Mapping("value", shown);
    }
}
