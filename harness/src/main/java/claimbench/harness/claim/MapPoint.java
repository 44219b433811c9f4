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
 * @param once whether one trial of it was planned, so that a first answer is all that it can give
 */
record MapPoint(
        String series,
        String target,
        double x,
        double theory,
        DoubleUnaryOperator law,
        String experiment,
        Cell cell,
        boolean once) {

    /** The figure that is drawn; empty where none could be computed. */
    Optional<Row> row() {
        return cell.rows().stream().findFirst();
    }

    /** What it says in a first answer: the figure itself, without an interval, unless something failed. */
    Cell.State atFirstSight() {
        if (!cell.firstAnswer()) {
            return cell.state();
        }
        return cell.valuesAreInside() ? Cell.State.HOLDS : Cell.State.FAILS;
    }
}
