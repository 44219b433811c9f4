/**
 * The contract on platform threads: one for each request, from a bounded pool. Idle connections are parked on a selector
 * and cost no thread.
 */
@NullMarked
package claimbench.platformthreads;

import org.jspecify.annotations.NullMarked;
