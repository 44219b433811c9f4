package claimbench.harness.report;

import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of a report. */
final class Drawings {
    private Drawings() {}

    /** Draws what a run has measured; on a machine without fonts the report does without. */
    static List<ReportDrawing> of(String run, List<Verdict> verdicts, MapsFile maps) {
        var drawings = new ArrayList<ReportDrawing>();
        String ratios = drawn(() -> SpeedupChart.svg("Measured ratios of run " + run, verdicts));
        if (ratios == null || !ratios.isEmpty()) {
            drawings.add(new ReportDrawing(
                    "speedups",
                    List.of(),
                    new Text("Measured ratios with their intervals, beside the expected ranges.", "实测的比值及其区间，与预期范围并列。"),
                    ratios == null ? null : inBoth(ratios)));
        }
        for (MapsFile.Entry map : maps.maps()) {
            String svg = drawn(() -> MapChart.svg(map));
            drawings.add(new ReportDrawing(
                    Report.mapFigure(map.claim(), map.sweep()),
                    List.of(map.claim()),
                    new Text(
                            "Measured over " + map.axis().en() + ", with theory and the expected range.",
                            "随" + map.axis().zh() + "变化的实测值，与理论值和预期范围并列。"),
                    svg == null ? null : inBoth(svg)));
        }
        return List.copyOf(drawings);
    }

    @FunctionalInterface
    private interface Drawing {
        String svg();
    }

    /** Java needs the system's font libraries to measure text, and a lean machine has none. */
    private static @Nullable String drawn(Drawing drawing) {
        try {
            return drawing.svg();
        } catch (RuntimeException | LinkageError | InternalError e) {
            return null;
        }
    }

    private static Map<Language, byte[]> inBoth(String svg) {
        byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
        return Map.of(Language.ENGLISH, bytes, Language.CHINESE, bytes);
    }

    /** Where renderers find them. */
    static Pictures pictures(List<ReportDrawing> drawings) {
        return (figure, language) -> drawings.stream()
                .filter(drawing -> drawing.id().equals(figure.base()))
                .flatMap(drawing -> Optional.ofNullable(drawing.svg()).stream())
                .map(svg -> Objects.requireNonNull(svg.get(language)))
                .findFirst();
    }

    /** Their files, by name within the report's folder. */
    static Map<String, byte[]> files(List<ReportDrawing> drawings) {
        var files = new LinkedHashMap<String, byte[]>();
        for (ReportDrawing drawing : drawings) {
            Map<Language, byte[]> svg = drawing.svg();
            if (svg != null) {
                svg.forEach((language, bytes) ->
                        files.put(Report.FIGURES + "/" + drawing.id() + "." + language.tag() + ".svg", bytes));
            }
        }
        return files;
    }
}
