/** What a run stores and what is read back: records, and the one place that knows the run directory's files. */
@NullMarked
package claimbench.harness.result;

import org.jspecify.annotations.NullMarked;
