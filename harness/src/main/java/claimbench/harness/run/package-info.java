/** Carries out a plan: starts processes, probes, loads, samples, checks, stores. Knows nothing of claims. */
@NullMarked
package claimbench.harness.run;

import org.jspecify.annotations.NullMarked;
