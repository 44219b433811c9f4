/** The catalogue of claims, and the judge that turns what a run measured into verdicts. */
@NullMarked
package claimbench.harness.claim;

import org.jspecify.annotations.NullMarked;
