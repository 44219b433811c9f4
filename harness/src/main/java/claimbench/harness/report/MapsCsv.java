package claimbench.harness.report;

/** The maps as comma-separated values (RFC 4180): a header, then a line for each point. */
final class MapsCsv {
    private MapsCsv() {}

    static String of(MapsFile file) {
        var csv = new StringBuilder(Csv.line(
                "claim",
                "sweep",
                "series",
                "target",
                "x",
                "quantity",
                "value",
                "low",
                "high",
                "theory",
                "expectedLow",
                "expectedHigh",
                "state",
                "trials",
                "level"));
        for (MapsFile.Entry map : file.maps()) {
            for (MapsFile.Line line : map.lines()) {
                for (MapsFile.Point point : line.points()) {
                    csv.append(Csv.line(
                            map.claim(),
                            map.sweep(),
                            line.series(),
                            line.target(),
                            point.x(),
                            map.quantity(),
                            point.value(),
                            point.low(),
                            point.high(),
                            point.theory(),
                            point.expectedLow(),
                            point.expectedHigh(),
                            point.state(),
                            point.trials(),
                            map.level()));
                }
            }
        }
        return csv.toString();
    }
}
