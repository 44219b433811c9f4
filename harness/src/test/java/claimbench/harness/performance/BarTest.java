package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.performance.Bar.Bound;
import claimbench.harness.performance.Bar.Judged;
import claimbench.harness.performance.Bar.Outcome;
import claimbench.harness.performance.Bar.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final Series OURS = new Series("wait", "ours", Metric.REQUESTS_PER_SECOND);
    private static final Series SLOW = new Series("wait", "slow", Metric.REQUESTS_PER_SECOND);
    private static final Series FAST = new Series("wait", "fast", Metric.REQUESTS_PER_SECOND);
    private static final Bar AHEAD = new Bar("ahead", Quantity.advantage(OURS, SLOW, FAST), Bound.times(1.3));

    private final Measurements measurements = new Measurements();

    @Test
    void ratioIsToTheOneWithTheBestMedianRoundByRound() {
        measure(OURS, 130, 280, 150);
        measure(FAST, 100, 200, 100);
        measure(SLOW, 50, 50, 500); // the best in one round only

        Judged judged = AHEAD.judge(measurements);

        assertThat(judged.against()).isEqualTo("fast");
        assertThat(judged.measured()).isEqualTo(new Spread(1.4, 1.3, 1.5, 3));
        assertThat(judged.outcome()).isEqualTo(Outcome.MET);
    }

    @Test
    void medianBelowTheBoundIsMissedAlthoughOneRoundIsAbove() {
        measure(OURS, 129, 100, 200);
        measure(FAST, 100, 100, 100);
        measure(SLOW, 1, 1, 1);

        assertThat(AHEAD.judge(measurements).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void boundItselfIsEnough() {
        measure(OURS, 1.3, 1.3, 1.3);
        measure(FAST, 1, 1, 1);
        measure(SLOW, 1, 1, 1);

        assertThat(AHEAD.judge(measurements).outcome()).isEqualTo(Outcome.MET);
    }

    @Test
    void barIsOpenWhenOneOfThoseThatItIsAgainstWasNotMeasured() {
        measure(OURS, 200);
        measure(SLOW, 100);

        Judged judged = AHEAD.judge(measurements);

        assertThat(judged.outcome()).isEqualTo(Outcome.NOT_MEASURED);
        assertThat(judged.measured()).isNull();
    }

    @Test
    void roundsThatOneOfBothLacksCountForNothing() {
        measurements.add(List.of(new Sample(1, OURS, 300), new Sample(2, OURS, 200)));
        measurements.add(List.of(new Sample(2, FAST, 100), new Sample(3, FAST, 1)));
        measure(SLOW, 1);

        assertThat(AHEAD.judge(measurements).measured()).isEqualTo(new Spread(2, 2, 2, 1));
    }

    @Test
    void lessIsBetterWhereTimeIsCounted() {
        Series loop = new Series("Switch", "eventLoop", Metric.NANOS_PER_OPERATION);
        Series python = new Series("Switch", "cpython", Metric.NANOS_PER_OPERATION);
        measure(loop, 100);
        measure(python, 900);

        Judged judged = new Bar("switch", Quantity.advantage(loop, python), Bound.times(8)).judge(measurements);

        assertThat(judged.measured()).isEqualTo(new Spread(9, 9, 9, 1));
        assertThat(judged.outcome()).isEqualTo(Outcome.MET);
    }

    @Test
    void bestOfTimesIsTheShortest() {
        Series of = new Series("x", "of", Metric.CPU_NANOS_PER_REQUEST);
        Series quick = new Series("x", "quick", Metric.CPU_NANOS_PER_REQUEST);
        Series lazy = new Series("x", "lazy", Metric.CPU_NANOS_PER_REQUEST);
        measure(of, 10);
        measure(quick, 8);
        measure(lazy, 20);

        Judged judged = new Bar("cpu", Quantity.advantage(of, lazy, quick), Bound.times(1)).judge(measurements);

        assertThat(judged.against()).isEqualTo("quick");
        assertThat(judged.outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void oneErrorInOneRoundIsTooMany() {
        Series errors = new Series("wait", "ours", Metric.ERRORS);
        Bar bar = new Bar("errors", Quantity.plain(errors), Bound.none());
        measure(errors, 0, 0, 1);

        assertThat(bar.judge(measurements).outcome()).isEqualTo(Outcome.MISSED);
    }

    @Test
    void everyBarSpeaksOfAServerThatIsMeasuredOrAColumnThatThereIs() {
        List<String> servers =
                Servers.all().stream().map(server -> server.name()).toList();
        assertThat(Bars.ALL).isNotEmpty().allSatisfy(bar -> {
            List<String> known = switch (Bars.part(bar)) {
                case MICRO -> Bars.MICRO_COLUMNS;
                case RECORDING -> RecordingStep.COLUMNS;
                default -> servers;
            };
            assertThat(known).contains(bar.quantity().of().who());
            assertThat(bar.quantity().against())
                    .allSatisfy(series -> assertThat(known).contains(series.who()));
        });
    }

    @Test
    void everyPartHasBarsOfItsOwn() {
        assertThat(Bars.ALL.stream().map(Bars::part)).contains(Part.values());
        assertThat(Bars.ALL)
                .filteredOn(bar -> Bars.part(bar) == Part.MICRO)
                .allSatisfy(bar -> assertThat(bar.quantity().of().metric()).isEqualTo(Metric.NANOS_PER_OPERATION));
    }

    private void measure(Series series, double... values) {
        for (int round = 1; round <= values.length; round++) {
            measurements.add(List.of(new Sample(round, series, values[round - 1])));
        }
    }
}
