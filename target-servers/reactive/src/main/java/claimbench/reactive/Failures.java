package claimbench.reactive;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.runtime.Dispatcher;

/** The problems that failures are answered with. */
final class Failures {
    private Failures() {}

    /** What a client is told; the log has the rest. */
    static Problem problem(Throwable failure) {
        return failure instanceof ProblemException e ? e.problem() : Dispatcher.failure(failure);
    }
}
