package claimbench.harness.report.figure;

import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import java.util.ArrayList;
import java.util.List;

/** All figures of a run. */
public final class RunFigures {
    private RunFigures() {}

    /**
     * All that can be drawn of a run, in the order of a report: those of the whole run first, then those of its claims. An id is there
     * once.
     *
     * @param verdicts on the run
     * @throws StoredRunException where a record that a figure is made from is damaged
     */
    public static List<Figure> of(StoredRun run, List<Verdict> verdicts) throws StoredRunException {
        var figures = new ArrayList<Figure>(RatioFigure.ofRun(run.run().id(), verdicts));
        List<Measured> measured = Measured.of(run, verdicts);
        FanoutFigure.of(run, measured).ifPresent(figures::add);
        for (Verdict verdict : verdicts) {
            figures.addAll(RatioFigure.ofClaim(verdict));
            for (MapResult map : verdict.maps()) {
                if (!map.points().isEmpty()) {
                    figures.add(new MapFigure(verdict, map));
                    map.sweep()
                            .series()
                            .keySet()
                            .forEach(series ->
                                    ScalingFigure.of(verdict, map, series).ifPresent(figures::add));
                }
            }
        }
        for (Measured experiment : measured) {
            LatencyFigure.of(run, experiment).ifPresent(figures::add);
            ThroughputFigure.of(run, experiment).ifPresent(figures::add);
        }
        return List.copyOf(figures);
    }
}
