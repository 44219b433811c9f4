package claimbench.harness.claim;

/**
 * Why nothing can be said of a claim on a target.
 *
 * @param cause in words, the same wherever the cause is; where it lies in trials, with a place for how many
 * @param trials that have it; 0 where it does not lie in single trials
 * @param of so many trials
 * @param example the first of these trials and what happened there; empty where the cause says it all
 */
record Doubt(String cause, int trials, int of, String example) {

    /** The cause where there is one trial, which is a first answer and no more. */
    static final String ONE_TRIAL = "there is one trial only, so the figure holds within one JVM";

    static Doubt that(String cause) {
        return new Doubt(cause, 0, 0, "");
    }

    /**
     * A cause that lies in single trials.
     *
     * @param cause with {@code %s} where the number of trials is to stand
     */
    static Doubt ofTrials(String cause, int trials, int of, String example) {
        return new Doubt(cause, trials, of, example);
    }
}
