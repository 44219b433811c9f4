package claimbench.harness.stats;

/** What a few trials say of a quantity: with how much doubt depends on how many there are. */
public sealed interface Estimate permits Interval, SinglePoint, Span {

    /** The best guess. */
    double value();

    /** How many trials it rests on, at least 1. */
    int n();
}
