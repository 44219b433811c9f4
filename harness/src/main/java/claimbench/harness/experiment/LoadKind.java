package claimbench.harness.experiment;

/** What a load needs time for: a {@link Profile} has lengths of warm-up and window for each kind. */
public enum LoadKind {
    /** A few users whose requests each take as long as some calls: long windows, to count enough of them. */
    CALLS,
    /** Many users at once who only wait. */
    CROWD,
    /** Requests that cost next to nothing, as fast as they are answered: long warm-ups, for the compiler to come to an end. */
    STACK,
    /** One user whose requests keep the cores busy. */
    COMPUTATION,
    /** Very many kinds of request, some of which take seconds: long windows, to count enough of each. */
    SWEEP
}
