package claimbench.harness.experiment;

/** What a load needs time for: a {@link Profile} has lengths of warm-up and window for each kind. */
public enum LoadKind {
    /** A few users whose requests each take as long as some calls: long windows, to count enough of them. */
    CALLS(3_100),
    /** Many users at once who only wait. */
    CROWD(2_600),
    /** Users some of whom take seconds to be answered, since they wait in turn or have asked to: long windows, for each to begin a request. */
    QUEUE(2_400),
    /**
     * Many users whose requests call the upstream, which shares its cores with the generator: long warm-ups, until the compilers of three JVMs
     * leave them some.
     */
    UPSTREAM_CROWD(2_900),
    /** Thousands of them: long warm-ups, for all their connections to be opened. */
    THRONG(5_300),
    /** Requests that cost next to nothing, as fast as they are answered: long warm-ups, for the compiler to come to an end. */
    STACK(2_600),
    /** One user whose requests keep the cores busy. */
    COMPUTATION(2_300),
    /** One user who sends some kinds of request in turn: long windows, to count enough of each. */
    TURNS(3_100),
    /** Very many kinds of request, some of which take seconds: long windows, to count enough of each. */
    SWEEP(5_700);

    private final int overheadMillis;

    LoadKind(int overheadMillis) {
        this.overheadMillis = overheadMillis;
    }

    /**
     * What a trial takes beside its load: JVMs to start, which overlap, their probe, what is looked at when the load has ended, and to end
     * them. Those with an upstream take longer, and those at whose ends requests of seconds are under way; of long warm-ups, which are
     * planned at their bound, some end before it. An estimate for people: the middle between a fast day and a slow one of a machine with two
     * cores, on which it was a tenth less or more, and a quarter where requests of seconds end late. Nothing is measured with it.
     */
    int overheadMillis() {
        return overheadMillis;
    }
}
