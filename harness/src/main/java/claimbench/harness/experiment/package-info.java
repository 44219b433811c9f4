/** What can be measured: targets, experiments, profiles, and the plan that is made of them. */
@NullMarked
package claimbench.harness.experiment;

import org.jspecify.annotations.NullMarked;
