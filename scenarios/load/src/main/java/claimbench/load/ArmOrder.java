package claimbench.load;

/** The order in which one user sends its arms. Not thread-safe: each user has its own. */
@FunctionalInterface
interface ArmOrder {

    /** Index of the arm that is sent next. */
    int next();
}
