package claimbench.harness.experiment;

/** How many points of a map are measured. */
public enum Grain {
    /** Two or three: whether there is anything to see. */
    TINY,
    /** Enough to see where a claim begins to hold. */
    COARSE,
    /** Enough to say it to a few. */
    FINE;

    /** Whether what is of this grain is measured by a run of that one: the finer run measures the coarser one's points too. */
    public boolean within(Grain ofRun) {
        return compareTo(ofRun) <= 0;
    }
}
