/** Statistics over a few trials: pure functions from numbers to estimates. Knows nothing of runs or claims. */
@NullMarked
package claimbench.harness.stats;

import org.jspecify.annotations.NullMarked;
