package claimbench.harness.experiment;

/** What a load needs time for: a {@link Profile} has lengths of warm-up and window for each kind. */
public enum LoadKind {
    /** A few users whose requests each take as long as some calls: long windows, to count enough of them. */
    CALLS(2_300),
    /** Many users at once who only wait. */
    CROWD(1_900),
    /** Thousands of them: long warm-ups, for all their connections to be opened. */
    THRONG(2_800),
    /** Requests that cost next to nothing, as fast as they are answered: long warm-ups, for the compiler to come to an end. */
    STACK(2_000),
    /** One user whose requests keep the cores busy. */
    COMPUTATION(1_300),
    /** Very many kinds of request, some of which take seconds: long windows, to count enough of each. */
    SWEEP(2_300);

    private final int overheadMillis;

    LoadKind(int overheadMillis) {
        this.overheadMillis = overheadMillis;
    }

    /**
     * What a trial takes beside its load: JVMs to start, which overlap, their probe, and to end them. Those with an upstream, or very many
     * connections, take longer. An estimate for people, found on a machine with two cores; nothing is measured with it.
     */
    int overheadMillis() {
        return overheadMillis;
    }
}
