/** How fast the servers are: what is measured, with what, against which bars, and the tables that come of it. */
@NullMarked
package claimbench.harness.performance;

import org.jspecify.annotations.NullMarked;
