package claimbench.harness.run;

import java.util.Optional;

/**
 * What the trials of a run have in common beside their plan.
 *
 * @param poolSizes what targets have said of their pools so far
 * @param ceiling requests a second that the generator sends to a server that costs nothing; empty where that was not measured
 */
record TrialsShared(PoolSizes poolSizes, Optional<Double> ceiling) {}
