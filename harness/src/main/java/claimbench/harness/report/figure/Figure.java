package claimbench.harness.report.figure;

import claimbench.harness.claim.Text;
import java.util.List;

/** A figure of a report, made from a run's data; it can be drawn in either language, and any number of times. Immutable. */
public interface Figure {
    /** Unique in a report: letters, digits and {@code -}. */
    String id();

    /** The claims that it stands beside, by id; none where it is of the whole run. */
    List<String> claims();

    /** What it shows, in a line; the figure has it as its heading. */
    Text title();

    /** How to read it, in a few sentences. */
    Text caption();

    /** The numbers that it is drawn from, the same in either language. */
    FigureData data();

    /**
     * Draws it.
     *
     * @throws FigureException where this machine lacks the fonts
     */
    Drawing draw(boolean chinese) throws FigureException;
}
