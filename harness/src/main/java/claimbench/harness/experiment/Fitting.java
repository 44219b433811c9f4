package claimbench.harness.experiment;

/** The law that is fitted to a line of a map, where theory is a curve with parameters of its own. */
public enum Fitting {
    /** What one at a time must do: the figure over the number, as Amdahl's speed-up. */
    AMDAHL,
    /** The Universal Scalability Law: the figure over the number, which is 1 for one of them. */
    USL,
    /** The Universal Scalability Law: how many waits are served at once, over the number of users who ask for one. */
    USL_OF_ANSWERS
}
