package claimbench.harness.result;

/** Everything that can make a measurement doubtful, each with its remedy. A closed list. */
public enum TrustCheck {
    GENERATOR_LAG(
            "Requests started later than intended, so the load was not the one that was asked for.",
            "Lower the rate or the number of users, or give the generator more cores."),
    GENERATOR_CPU(
            "The generator used more than 80 % of its cores and may itself be the bottleneck.",
            "Lower the rate or the number of users, or give the generator more cores."),
    ERRORS("Requests failed; errors are no throughput.", "Read target.log and generator.log of the trial."),
    UPSTREAM_LATENESS(
            "The upstream answered later than it was asked to, which every model would have to pay for.",
            "Give the upstream a core of its own, or call it less often."),
    COUNTS(
            "The generator's own log and the recorded histograms count different numbers of requests.",
            "Report it with the trial's folder: one of the two records is wrong."),
    ENOUGH_REQUESTS(
            "Too few requests were measured for a median that means anything.",
            "Lengthen the window (--profile standard)."),
    CPU_SETS(
            "Processes run on other cores than the plan says.",
            "Install util-linux (taskset), or run where the process may set its own CPU affinity.");

    private final String meaning;
    private final String remedy;

    TrustCheck(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** What it means for the result when the check fails. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
