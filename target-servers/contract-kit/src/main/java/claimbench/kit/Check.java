package claimbench.kit;

import java.util.List;

/**
 * What came of one check.
 *
 * @param facet what it is about
 * @param check what must be so, in words
 * @param outcome of all its cases
 * @param cases how many times it was tried, each with other input
 * @param failures of the cases that failed
 * @param reason why it was not run; empty where it was
 */
record Check(String facet, String check, Outcome outcome, int cases, List<Failure> failures, String reason) {

    /** Whether the server does as it must. */
    enum Outcome {
        OK,
        FAILED,
        /** It can't be had from outside, as when it takes a server that the kit has started. */
        NOT_RUN,
        /** The server lacks what it takes, such as its database: nothing is known, so that the contract is not kept either. */
        IMPEDED
    }

    /**
     * One case that failed.
     *
     * @param input of this case; empty where the check has but one
     * @param expected and what was found instead
     * @param sent what was sent last, byte by byte; empty where nothing was
     * @param came what came since
     */
    record Failure(String input, String expected, String sent, String came) {}
}
