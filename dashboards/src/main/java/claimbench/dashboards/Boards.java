package claimbench.dashboards;

import java.util.List;

/** All dashboards, in the order in which they lead from the result to its reasons. */
public final class Boards {
    /** All of them. */
    public static final List<Board> ALL = List.of(
            Overview.board(), TargetInDepth.board(), ModelInternals.board(), GeneratorAndTrust.board(), Claims.board());

    private Boards() {}
}
