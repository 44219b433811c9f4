/**
 * The HTTP contract of a target server: routes, parameters and their bounds, answers, the unit of CPU work, the
 * upstream's latencies and the names of the meters. Every target serves the same routes with the same bytes, so that
 * the concurrency model alone differs. All types here are immutable and safe to share between threads.
 */
@NullMarked
package claimbench.contract;

import org.jspecify.annotations.NullMarked;
