/** The meters of one process: what the contract's table names, and nothing else, in the formats that Prometheus reads. */
@NullMarked
package claimbench.runtime.meters;

import org.jspecify.annotations.NullMarked;
