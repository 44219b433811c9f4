package claimbench.harness.claim;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A point of a map on one target.
 *
 * @param series of the sweep that it belongs to, by its id
 * @param target on which target
 * @param x where on the axis
 * @param theory predicted there
 * @param law that predicts it, over the axis
 * @param experiment whose trials hold it
 * @param cell what its trials say
 */
record MapPoint(
        String series,
        String target,
        double x,
        double theory,
        DoubleUnaryOperator law,
        String experiment,
        Cell cell) {

    /** The figure that is drawn; empty where none could be computed. */
    Optional<Row> row() {
        return cell.rows().stream().findFirst();
    }

    /** What the figure itself says, without an interval: for a first answer. */
    Cell.State atFirstSight() {
        return cell.valuesAreInside() ? Cell.State.HOLDS : Cell.State.FAILS;
    }
}
